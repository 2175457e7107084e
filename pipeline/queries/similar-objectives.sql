-- it: Quali obiettivi di enti diversi si somigliano (titolo, indicatori, missione)? Ogni coppia una volta.
-- en: Which objectives of different bodies are alike (title, indicators, mission)? Each pair once.
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param score DOUBLE = 75: somiglianza minima, 0-100 · least likeness, 0-100
WITH pairs AS (
    SELECT *
    FROM similar_objectives
    WHERE score >= $score
    QUALIFY row_number() OVER (
        PARTITION BY least(objective_key, other_key), greatest(objective_key, other_key)
        ORDER BY score DESC, objective_key
    ) = 1
)
SELECT
    pairs.score,
    a.entity,
    a.title,
    b.entity AS other_entity,
    b.title AS other_title,
    pairs.title_score,
    pairs.indicator_score,
    pairs.same_mission,
    a.page,
    a.file_name,
    b.page AS other_page,
    b.file_name AS other_file_name
FROM pairs
JOIN v_distinct_objectives AS a ON a.objective_key = pairs.objective_key
JOIN v_distinct_objectives AS b ON b.objective_key = pairs.other_key
WHERE concat_ws(' ', a.entity, a.entity_id, b.entity, b.entity_id) ILIKE '%' || $entity || '%'
ORDER BY pairs.score DESC, a.entity, a.title;
