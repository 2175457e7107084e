-- it: Quali obiettivi sono stampati in più unità o servizi dello stesso piano (stessa objective_key)?
-- en: Which objectives are printed in several units of one plan (same objective_key)?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param min INTEGER = 2: almeno quante unità · units at least
SELECT
    entity,
    year_from AS year,
    code,
    title,
    len(units) AS units,
    array_to_string(units, '; ') AS unit_names,
    printings,
    page,
    file_name
FROM v_distinct_objectives
WHERE len(units) >= $min
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
ORDER BY units DESC, entity, position;
