-- it: Ogni ente in una riga: piani, anni, obiettivi distinti (per objective_key), fasi, indicatori, servizi, risorse e
--     rilievi. I piani il cui ente non è noto stanno insieme in una riga senza nome.
-- en: Each body in a row: plans, years, distinct objectives (by objective_key), phases, indicators, services, money and
--     findings. Plans whose body is not known stand together in a row without a name.
CREATE OR REPLACE VIEW v_entity_summary AS
WITH objectives_of AS (
    SELECT
        plan_id,
        count(*) AS objectives,
        sum(printings)::BIGINT AS printed,
        sum(n_phases)::BIGINT AS phases,
        sum(n_indicators)::BIGINT AS indicators,
        sum(money) AS money
    FROM v_distinct_objectives
    GROUP BY plan_id
),
services_of AS (
    SELECT plan_id, count(*) AS services FROM services GROUP BY plan_id
),
findings_of AS (
    SELECT
        plan_id,
        count(*) FILTER (level = 'error') AS errors,
        count(*) FILTER (level = 'warning') AS warnings
    FROM findings
    GROUP BY plan_id
)
SELECT
    p.entity_id,                        -- id ente · id of the body
    e.name AS entity,                   -- ente · name of the body
    e.kind AS entity_kind,              -- tipologia · kind of body
    e.province,                         -- provincia · province
    e.region,                           -- regione · region
    e.population,                       -- abitanti · inhabitants
    e.employees,                        -- dipendenti · employees
    count(*) AS plans,                  -- piani · plans
    count(*) FILTER (p.status = 'failed')
        AS failed,                      -- piani non letti · plans that could not be read
    list_sort(list(DISTINCT p.kind) FILTER (p.kind IS NOT NULL))
        AS plan_kinds,                  -- tipi di piano · kinds of plan
    min(p.year_from) AS year_from,      -- primo anno · first year
    max(coalesce(p.year_to, p.year_from))
        AS year_to,                     -- ultimo anno · last year
    coalesce(sum(p.page_count), 0)::BIGINT
        AS pages,                       -- pagine · pages
    coalesce(sum(o.objectives), 0)::BIGINT
        AS objectives,                  -- obiettivi distinti, somma sui piani · distinct objectives, summed over plans
    coalesce(sum(o.printed), 0)::BIGINT
        AS printed,                     -- schede stampate · printed cards
    coalesce(sum(o.phases), 0)::BIGINT
        AS phases,                      -- fasi · phases
    coalesce(sum(o.indicators), 0)::BIGINT
        AS indicators,                  -- indicatori degli obiettivi · indicators of objectives
    coalesce(sum(s.services), 0)::BIGINT
        AS services,                    -- servizi · services
    sum(o.money) AS money,              -- risorse degli obiettivi, euro · money of the objectives, euro
    coalesce(sum(f.errors), 0)::BIGINT
        AS errors,                      -- rilievi gravi · findings of level error
    coalesce(sum(f.warnings), 0)::BIGINT
        AS warnings                     -- avvisi · findings of level warning
FROM plans AS p
LEFT JOIN entities AS e ON e.entity_id = p.entity_id
LEFT JOIN objectives_of AS o ON o.plan_id = p.plan_id
LEFT JOIN services_of AS s ON s.plan_id = p.plan_id
LEFT JOIN findings_of AS f ON f.plan_id = p.plan_id
GROUP BY ALL;
