-- it: Quali pesi non fanno 100: delle fasi o degli indicatori di un obiettivo, degli obiettivi di un'unità?
--     Solo dove ogni riga ha un peso e non sono tutti 0; di un obiettivo stampato più volte la prima stampa che non torna.
-- en: Which weights do not add to 100: of an objective's phases or indicators, of a unit's objectives?
--     Only where every row has a weight and not all are 0; of an objective printed again, the first printing that is off.
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param tolerance DOUBLE = 0.5: scarto ammesso · difference that passes
WITH sums AS (
    SELECT
        o.plan_id,
        o.objective_key,
        o.position,
        'phases' AS of,
        o.title AS whole,
        o.page,
        sum(f.weight) AS total,
        count(*) AS n
    FROM v_objectives AS o
    JOIN phases AS f USING (objective_id)
    GROUP BY ALL
    HAVING count(*) = count(f.weight)
    UNION ALL
    SELECT o.plan_id, o.objective_key, o.position, 'indicators', o.title, o.page, sum(i.weight), count(*)
    FROM v_objectives AS o
    JOIN indicators AS i USING (objective_id)
    GROUP BY ALL
    HAVING count(*) = count(i.weight)
    UNION ALL
    SELECT plan_id, unit, min(position), 'objectives', unit, min(page), sum(weight), count(*)
    FROM (SELECT DISTINCT ON (plan_id, unit, objective_key) * FROM v_objectives ORDER BY position)
    WHERE unit IS NOT NULL
    GROUP BY plan_id, unit
    HAVING count(*) = count(weight)
)
SELECT
    e.name AS entity,
    s.of,
    s.whole,
    s.n AS rows,
    round(s.total, 2) AS total,
    s.page,
    p.file_name
FROM sums AS s
JOIN plans AS p USING (plan_id)
LEFT JOIN entities AS e ON e.entity_id = p.entity_id
WHERE abs(s.total - 100) > $tolerance
    AND s.total <> 0
    AND concat(e.name, ' ', e.entity_id) ILIKE '%' || $entity || '%'
QUALIFY row_number() OVER (PARTITION BY s.plan_id, s.of, s.objective_key ORDER BY s.position) = 1
ORDER BY entity, s.of, s.position;
