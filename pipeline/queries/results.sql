-- it: Dove è stampato il valore raggiunto, il target è stato raggiunto? Vuoto dove la stampa non lo dice.
-- en: Where the achieved value is printed, was the target met? Empty where the print does not tell.
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    coalesce(objective, service) AS objective,
    indicator,
    target_raw AS target,
    achieved_raw AS achieved,
    CASE operator
        WHEN '>=' THEN achieved >= value
        WHEN '>' THEN achieved > value
        WHEN '<=' THEN achieved <= value
        WHEN '<' THEN achieved < value
        WHEN 'between' THEN achieved BETWEEN value AND value_upper
        WHEN '=' THEN CASE -- a bare number: met for sure when equal, or better in a direction that is known
            WHEN achieved = value THEN true
            WHEN direction = 'higher' THEN achieved > value
            WHEN direction = 'lower' THEN achieved < value
        END
    END AS met,
    page,
    file_name
FROM v_indicators
WHERE NOT repeated
    AND achieved_raw IS NOT NULL
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY met NULLS LAST, entity, objective, position;
