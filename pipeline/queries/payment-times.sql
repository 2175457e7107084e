-- it: Quali obiettivi di tempo hanno gli enti per pagare le fatture?
-- en: Within what time do bodies mean to pay their invoices?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    objective_code AS code,
    coalesce(objective, service) AS objective,
    indicator,
    target_raw AS target,
    operator,
    value,
    target_unit AS unit,
    baseline,
    page,
    file_name
FROM v_indicators
WHERE NOT repeated
    AND (
        regexp_matches(
            strip_accents(lower(indicator)),
            '(tempestiv|temp[oi]\b|ritard|giorni|termin[ei]\b|scadenz).{0,60}(pagament|fattur)'
            || '|(pagament|fattur).{0,60}(tempestiv|temp[oi]\b|ritard|giorni|termin[ei]\b|scadenz)|\bitp\b'
        )
        OR (
            regexp_matches(strip_accents(lower(objective)), '(temp[oi]|tempestivita|ritardi?)\b.{0,30}pagament')
            AND regexp_matches(lower(indicator), 'pagament|fattur|debit')
        )
    )
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY entity, value, indicator;
