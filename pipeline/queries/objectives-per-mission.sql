-- it: Quanti obiettivi distinti (per objective_key) ha ogni missione, in quanti enti, e con quale quota del totale?
-- en: How many distinct objectives (by objective_key) has each mission, in how many bodies, and what share of all?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    mission_code,
    coalesce(any_value(mission_name), min(mission), 'senza missione') AS mission,
    count(DISTINCT coalesce(entity_id, plan_id)) AS entities,
    count(*) AS objectives,
    round(100 * count(*) / sum(count(*)) OVER (), 1) AS share
FROM v_distinct_objectives
WHERE concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
GROUP BY mission_code, coalesce(mission_code, lower(mission))
ORDER BY objectives DESC, mission_code NULLS LAST, mission;
