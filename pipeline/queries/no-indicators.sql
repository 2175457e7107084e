-- it: Quali obiettivi non hanno alcun indicatore?
-- en: Which objectives have no indicator at all?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    code,
    title,
    array_to_string(units, '; ') AS units,
    array_to_string(responsible, '; ') AS responsible,
    n_phases AS phases,
    page,
    file_name
FROM v_distinct_objectives
WHERE n_indicators = 0
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY entity, year, position;
