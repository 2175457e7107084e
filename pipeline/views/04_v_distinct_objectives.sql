-- it: Gli obiettivi distinti: una riga per objective_key di ogni piano, con ciò che dicono tutte le sue stampe insieme.
--     Di testi, pesi e somme vale la prima stampa che li ha; fasi e indicatori sono contati una volta sola.
-- en: Distinct objectives: one row for each objective_key of a plan, with what all its printings say together.
--     Of texts, weights and sums the first printing that has one counts; phases and indicators are counted once.
CREATE OR REPLACE VIEW v_distinct_objectives AS
WITH phase_counts AS (
    SELECT plan_id, objective_key, count(*) AS n_phases, max(end_date) AS due_date
    FROM v_phases
    WHERE NOT repeated
    GROUP BY plan_id, objective_key
),
indicator_counts AS (
    SELECT
        plan_id,
        objective_key,
        count(*) AS n_indicators,
        count(*) FILTER (n_targets > 0) AS n_with_target,
        count(*) FILTER (measurable) AS n_measurable,
        count(*) FILTER (yes_no) AS n_yes_no,
        count(*) FILTER (has_baseline) AS n_with_baseline,
        max(due_date) AS due_date
    FROM v_indicators
    WHERE NOT repeated AND objective_key IS NOT NULL
    GROUP BY plan_id, objective_key
),
budgets AS (
    SELECT
        objective_id,
        sum(amount) FILTER (side = 'E') AS revenue,
        sum(amount) FILTER (side IS DISTINCT FROM 'E') AS expenditure
    FROM budget_lines
    GROUP BY objective_id
),
merged AS (
    -- arg_min takes the first printing in which the value is not NULL
    SELECT
        o.entity_id,
        o.entity,
        o.plan_id,
        o.file_name,
        o.plan_kind,
        o.year_from,
        o.year_to,
        o.objective_key,
        arg_min(o.objective_id, o.position) AS objective_id,
        count(*) AS printings,
        arg_min(o.code, o.position) AS code,
        arg_min(o.title, o.position) AS title,
        arg_min(o.year, o.position) AS year,
        list_sort(list(DISTINCT o.unit) FILTER (o.unit IS NOT NULL)) AS units,
        list_sort(list_distinct(flatten(list(o.responsible)))) AS responsible,
        arg_min(o.weight, o.position) AS weight,
        arg_min(o.mission, o.position) AS mission,
        arg_min(o.mission_code, o.position) AS mission_code,
        arg_min(o.mission_name, o.position) AS mission_name,
        arg_min(o.programme, o.position) AS programme,
        arg_min(o.financial_resources, o.position) AS financial_resources,
        arg_min(b.revenue, o.position) AS revenue,
        arg_min(b.expenditure, o.position) AS expenditure,
        min(o.position) AS position,
        arg_min(o.page, o.position) AS page
    FROM v_objectives AS o
    LEFT JOIN budgets AS b USING (objective_id)
    GROUP BY ALL
)
SELECT
    m.entity_id,                        -- id ente · id of the body
    m.entity,                           -- ente · name of the body
    m.plan_id,                          -- id piano · id of the plan
    m.file_name,                        -- file del piano · file of the plan
    m.plan_kind,                        -- tipo di piano · kind of plan
    m.year_from,                        -- primo anno del piano · first year of the plan
    m.year_to,                          -- ultimo anno del piano · last year of the plan
    m.objective_key,                    -- chiave dell'obiettivo · key of the objective
    m.objective_id,                     -- id della prima stampa · id of the first printing
    m.printings,                        -- volte che è stampato · times printed
    m.position,                         -- ordine nel piano · order in the plan
    m.code,                             -- codice · code
    m.title,                            -- titolo · title
    m.year,                             -- anno · year
    m.units,                            -- unità, di tutte le stampe · units, of all printings
    m.responsible,                      -- responsabili, di tutte le stampe · persons in charge, of all printings
    m.weight,                           -- peso 0-100 · weight, 0-100
    m.mission,                          -- missione stampata · mission as printed
    m.mission_code,                     -- codice missione · mission code
    m.mission_name,                     -- missione secondo la legge · mission by its name in the law
    m.programme,                        -- programma stampato · programme as printed
    m.financial_resources,              -- risorse finanziarie della scheda, euro · financial resources of the card, euro
    m.revenue,                          -- somma dei capitoli di entrata, euro · sum of the revenue chapters, euro
    m.expenditure,                      -- somma dei capitoli di spesa, euro · sum of the expenditure chapters, euro
    coalesce(m.financial_resources, m.expenditure)
        AS money,                       -- risorse della scheda, altrimenti capitoli di spesa · card's resources, else chapters
    coalesce(f.n_phases, 0)
        AS n_phases,                    -- fasi · phases
    coalesce(i.n_indicators, 0)
        AS n_indicators,                -- indicatori · indicators
    coalesce(i.n_with_target, 0)
        AS n_with_target,               -- indicatori con target · indicators with a target
    coalesce(i.n_measurable, 0)
        AS n_measurable,                -- indicatori con un numero o una data · indicators with a number or a date
    coalesce(i.n_yes_no, 0)
        AS n_yes_no,                    -- indicatori solo sì/no · indicators that are yes or no only
    coalesce(i.n_with_baseline, 0)
        AS n_with_baseline,             -- indicatori con valore di partenza · indicators with a baseline
    greatest(f.due_date, i.due_date)
        AS due_date,                    -- ultima scadenza di fasi e target · last due date of phases and targets
    m.page                              -- pagina della prima stampa · page of the first printing
FROM merged AS m
LEFT JOIN phase_counts AS f USING (plan_id, objective_key)
LEFT JOIN indicator_counts AS i USING (plan_id, objective_key);
