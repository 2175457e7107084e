-- it: Gli indicatori di obiettivi e servizi con i loro target: di ciascuno il target del primo anno del piano (altrimenti
--     il primo stampato), il valore di partenza, quello raggiunto, e in `targets` tutti come stampati.
--     Un indicatore stampato di nuovo (stesso obiettivo, testo e target) ha `repeated` vero.
-- en: Indicators of objectives and services with their targets: of each the target of the plan's first year (else the
--     first printed), the baseline, the achieved value, and in `targets` all as printed.
--     An indicator printed again (same objective, text and target) has `repeated` true.
CREATE OR REPLACE VIEW v_indicators AS
WITH parents AS (
    SELECT
        i.*,
        coalesce(o.plan_id, s.plan_id) AS plan_id,
        coalesce(o.entity_id, s.entity_id) AS entity_id,
        o.objective_key,
        o.code AS objective_code,
        o.title AS objective,
        o.unit,
        o.mission_code,
        s.name AS service,
        coalesce(o.position, s.position) AS parent_position,
        row_number() OVER (
            PARTITION BY i.objective_id, i.service_id, lower(i.description), i.target_raw
            ORDER BY i.position, i.indicator_id
        ) AS nth
    FROM indicators AS i
    LEFT JOIN v_objectives AS o ON o.objective_id = i.objective_id
    LEFT JOIN services AS s ON s.service_id = i.service_id
),
ranked AS (
    SELECT
        t.*,
        row_number() OVER (
            PARTITION BY t.indicator_id, t.role
            ORDER BY t.year IS NOT DISTINCT FROM p.year_from DESC, t.year NULLS FIRST, t.target_id
        ) AS n
    FROM targets AS t
    JOIN parents AS i USING (indicator_id)
    JOIN plans AS p ON p.plan_id = i.plan_id
),
gathered AS (
    SELECT
        indicator_id,
        count(*) FILTER (role = 'target') AS n_targets,
        string_agg(coalesce(year || ': ', '') || raw, ' | ' ORDER BY year NULLS FIRST, target_id)
            FILTER (role = 'target' AND raw IS NOT NULL) AS targets,
        coalesce(bool_or(role = 'target' AND (value IS NOT NULL OR due_date IS NOT NULL)
            AND operator IS DISTINCT FROM 'yes_no'), false) AS measurable,
        coalesce(bool_and(operator = 'yes_no') FILTER (role = 'target'), false) AS yes_no,
        max(due_date) FILTER (role = 'target') AS due_date,
        bool_or(role = 'baseline') AS has_baseline,
        any_value(year) FILTER (role = 'target' AND n = 1) AS target_year,
        any_value(raw) FILTER (role = 'target' AND n = 1) AS target_raw,
        any_value(operator) FILTER (role = 'target' AND n = 1) AS operator,
        any_value(value) FILTER (role = 'target' AND n = 1) AS value,
        any_value(value_upper) FILTER (role = 'target' AND n = 1) AS value_upper,
        any_value(unit) FILTER (role = 'target' AND n = 1) AS target_unit,
        any_value(is_yes) FILTER (role = 'target' AND n = 1) AS is_yes,
        any_value(direction) FILTER (role = 'target' AND n = 1) AS direction,
        any_value(raw) FILTER (role = 'baseline' AND n = 1) AS baseline_raw,
        any_value(value) FILTER (role = 'baseline' AND n = 1) AS baseline,
        any_value(raw) FILTER (role = 'achieved' AND n = 1) AS achieved_raw,
        any_value(value) FILTER (role = 'achieved' AND n = 1) AS achieved
    FROM ranked
    GROUP BY indicator_id
)
SELECT
    i.entity_id,                        -- id ente · id of the body
    e.name AS entity,                   -- ente · name of the body
    i.plan_id,                          -- id piano · id of the plan
    p.file_name,                        -- file del piano · file of the plan
    p.year_from,                        -- primo anno del piano · first year of the plan
    p.year_to,                          -- ultimo anno del piano · last year of the plan
    i.objective_id,                     -- id della stampa dell'obiettivo · id of the objective's printing
    i.objective_key,                    -- chiave dell'obiettivo · key of the objective
    i.objective_code,                   -- codice dell'obiettivo · code of the objective
    i.objective,                        -- titolo dell'obiettivo · title of the objective
    i.unit,                             -- unità dell'obiettivo · unit in charge of the objective
    i.mission_code,                     -- codice missione · mission code
    i.service_id,                       -- id servizio · id of the service
    i.service,                          -- servizio · the service
    i.indicator_id,                     -- id indicatore · id of the indicator
    row_number() OVER (
        PARTITION BY i.plan_id, i.objective_key, i.service_id, lower(i.description), i.target_raw, i.nth
        ORDER BY i.parent_position, i.indicator_id
    ) > 1 AS repeated,                  -- già stampato prima nel piano · printed before in the plan
    i.position,                         -- ordine nell'obiettivo o servizio · order in the parent
    i.kind,                             -- tipo · impact, result, process, service
    i.description AS indicator,         -- che cosa si misura · what is measured
    i.formula,                          -- formula · how it is computed
    i.dimension,                        -- dimensione stampata · dimension as printed
    i.dimension_kind,                   -- dimensione · quantity, quality, efficiency, satisfaction, impact
    i.subdimension_kind,                -- sottodimensione · accessibility, technical, timeliness, economic…
    i.unit_of_measure,                  -- unità di misura stampata · unit of measure as printed
    i.weight,                           -- peso 0-100 · weight, 0-100
    coalesce(g.n_targets, 0)
        AS n_targets,                   -- numero di target · number of targets
    g.targets,                          -- tutti i target stampati, con l'anno · all targets as printed, with their year
    g.target_year,                      -- anno del target · year of the target
    coalesce(g.target_raw, i.target_raw)
        AS target_raw,                  -- target stampato · target as printed
    g.operator,                         -- operatore · =, <, <=, >, >=, between, improve, yes_no, done_by, text
    g.value,                            -- valore · number
    g.value_upper,                      -- valore massimo di un intervallo · upper number of a range
    coalesce(g.target_unit, i.unit_of_measure)
        AS target_unit,                 -- unità del target · unit of the target
    g.due_date,                         -- data entro cui · date by which
    g.is_yes,                           -- la risposta voluta è sì · the wanted answer is yes
    g.direction,                        -- verso: higher, lower · which way is better
    g.baseline_raw,                     -- valore di partenza stampato · baseline as printed
    g.baseline,                         -- valore di partenza · baseline
    g.achieved_raw,                     -- valore raggiunto stampato · achieved value as printed
    g.achieved,                         -- valore raggiunto · achieved value
    coalesce(g.measurable, false)
        AS measurable,                  -- un target è un numero o una data · some target is a number or a date
    coalesce(g.yes_no, false)
        AS yes_no,                      -- ogni target è sì/no · every target is yes or no
    coalesce(g.has_baseline, false)
        AS has_baseline,                -- ha un valore di partenza · has a baseline
    i.page                              -- pagina · page
FROM parents AS i
JOIN plans AS p ON p.plan_id = i.plan_id
LEFT JOIN entities AS e ON e.entity_id = i.entity_id
LEFT JOIN gathered AS g ON g.indicator_id = i.indicator_id;
