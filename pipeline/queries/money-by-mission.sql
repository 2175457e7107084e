-- it: Quanto denaro indicano gli obiettivi di ogni missione? Risorse della scheda, altrimenti i suoi capitoli di spesa;
--     una somma che più obiettivi ripetono vale in ciascuno.
-- en: How much money do the objectives of each mission name? The card's resources, else its expenditure chapters; an
--     amount that several objectives repeat counts in each of them.
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    mission_code,
    coalesce(any_value(mission_name), min(mission), 'senza missione') AS mission,
    count(*) AS objectives,
    count(money) AS with_money,
    sum(money) AS money,
    sum(revenue) AS revenue
FROM v_distinct_objectives
WHERE concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
GROUP BY mission_code, coalesce(mission_code, lower(mission))
HAVING count(money) > 0
ORDER BY money DESC, mission_code NULLS LAST, mission;
