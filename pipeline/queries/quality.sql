-- it: Quanto sono misurabili i piani? Quote (0-100) degli obiettivi distinti: con indicatori, misurabili, con un valore
--     di partenza, con una scadenza; e quota di indicatori sì/no.
-- en: How measurable are plans? Shares (0-100) of distinct objectives: with indicators, measurable, with a baseline,
--     with a due date; and the share of yes/no indicators.
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    plan_kind AS kind,
    objectives,
    indicators_per_objective AS per_objective,
    with_indicators,
    with_measurable,
    with_baseline,
    with_due_date,
    yes_no,
    file_name
FROM v_plan_quality
WHERE concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY with_measurable DESC NULLS LAST, entity, year;
