-- it: Quanti obiettivi distinti, fasi e indicatori ha ogni unità? Un obiettivo di più unità vale in ciascuna.
-- en: How many distinct objectives, phases and indicators has each unit? An objective of several counts in each.
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    unit,
    count(*) AS objectives,
    sum(n_phases)::BIGINT AS phases,
    sum(n_indicators)::BIGINT AS indicators,
    sum(money) AS money,
    file_name
FROM (SELECT *, unnest(units) AS unit FROM v_distinct_objectives)
WHERE concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
GROUP BY plan_id, entity, year_from, unit, file_name
ORDER BY objectives DESC, entity, year, unit;
