using Entente.Partners;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

/// <summary>Policies, claims and facts as properties draw them.</summary>
internal static class Draw
{
    public static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    public static readonly PartnerId Us = Ids.New<PartnerId>(Now);
    private static readonly PartnerId Them = Ids.New<PartnerId>(Now.AddDays(-900));

    public static Money Euro(int major) => new(major * 100L, "EUR");

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : struct => from set in Gen.Elements(true, false, false) from value in gen select set ? value : (T?)null;

    private static Gen<T?> MaybeRef<T>(Gen<T> gen)
        where T : class => from set in Gen.Elements(true, false, false) from value in gen select set ? value : null;

    private static readonly Gen<Money> Amounts = from major in Gen.Choose(1, 6) select Euro(major * 20_000);

    private static readonly Gen<string[]> Named = Gen.Elements<string[]>(
        ["aldermere.example"],
        ["Aldermere Foods", "oakhaven.example"],
        ["Oakhaven Media"]
    );

    public static readonly Gen<Scope> Scopes =
        from kind in Maybe(Gen.Elements(Enum.GetValues<RegistrationKind>()))
        from type in Maybe(Gen.Elements(PartnerType.Reseller, PartnerType.Msp))
        from tier in Maybe(Gen.Elements(Enum.GetValues<PartnerTier>()))
        from countries in MaybeRef(Gen.Elements<string[]>(["DE"], ["DE", "AT"], ["GB"]))
        from region in MaybeRef(Gen.Elements("DACH", "UK & Ireland"))
        from at in Maybe(Amounts)
        from below in Maybe(Amounts)
        from program in MaybeRef(Gen.Elements("Partner program", "Cloud"))
        from products in MaybeRef(Gen.Elements<string[]>(["Observe"], ["Observe", "Trace"]))
        from accounts in MaybeRef(Named)
        from but in Gen.Elements(true, false)
        select new Scope(kind, type, tier, countries, region, at, below)
        {
            Program = program,
            Products = products,
            Accounts = but ? null : accounts,
            Except = but ? accounts : null,
        };

    private static readonly Gen<DiscountBand> Bands =
        from least in Gen.Choose(0, 40)
        from more in Gen.Choose(0, 40)
        select new DiscountBand(least * 50, (least + more) * 50);

    private static readonly Gen<PriceProtection> Holds =
        from days in Gen.Choose(1, 200)
        from list in MaybeRef(Gen.Elements("2026", "2027 H1"))
        select new PriceProtection(days, list);

    private static readonly Gen<AutoDecline> Declines =
        from code in Gen.Elements(FindingCodes.Customer, FindingCodes.Registration, FindingCodes.Territory)
        from weight in Gen.Elements(Severity.Warn, Severity.Block)
        from reason in Gen.Elements(Enum.GetValues<RefusalReason>())
        from mend in Gen.Elements(true, false)
        select new AutoDecline(code, weight, reason, mend);

    private static readonly Gen<AutoApproval> Approvals =
        from allowed in Gen.Elements(true, true, false)
        from stops in Gen.Elements(Severity.Warn, Severity.Block)
        from most in Maybe(Amounts)
        select new AutoApproval(allowed, stops, most);

    private static readonly Gen<Eligibility> Eligibilities = Gen.Elements(
        new Eligibility(true),
        new Eligibility(false, "Not in this program.")
    );

    private static readonly Gen<IReadOnlyList<ClaimField>> Fields = Gen.Elements<IReadOnlyList<ClaimField>>(
        [],
        [ClaimField.Domain],
        [ClaimField.Amount, ClaimField.CloseDate]
    );

    private static readonly Gen<Capacity> Capacities =
        from each in Maybe(Gen.Choose(1, 6))
        from inAll in Maybe(Gen.Choose(4, 12))
        from refuses in Gen.Elements(true, false)
        select new Capacity(each, each is null ? inAll ?? 5 : inAll, refuses);

    private static readonly Gen<EvidenceRule> Decays =
        from days in Gen.Elements(0, 20, 45)
        from takes in Gen.Elements(0, 10)
        select new EvidenceRule(days, days == 0 ? 0 : takes);

    public static Gen<PolicyRule> Rule(int place) =>
        from scope in Scopes
        from window in Maybe(Gen.Choose(5, 120))
        from hours in Maybe(Gen.Choose(1, 96))
        from hold in Maybe(Gen.Choose(1, 40))
        from eligibility in MaybeRef(Eligibilities)
        from required in MaybeRef(Fields)
        from gate in MaybeRef(Gen.Elements(new Gate(GateKind.Certification, "Observe"), new Gate(GateKind.Agreement, "Reseller 2026")))
        from proof in Maybe(Gen.Choose(0, 3))
        from capacity in MaybeRef(Capacities)
        from evidence in MaybeRef(Decays)
        from band in MaybeRef(Bands)
        from prices in MaybeRef(Holds)
        from approve in MaybeRef(Approvals)
        from decline in MaybeRef(Declines)
        select new PolicyRule($"Rule {place}", scope)
        {
            WindowDays = window,
            DecisionHours = hours,
            HoldDays = hold,
            Eligibility = eligibility,
            Required = required,
            Gates = gate is null ? [] : [gate],
            Proof = proof,
            Capacity = capacity,
            Evidence = evidence,
            Band = band,
            Prices = prices,
            AutoApprove = approve,
            AutoDecline = decline is null ? [] : [decline],
        };

    private static readonly Gen<ConflictRules> Orders =
        from order in Gen.Shuffle(ConflictRules.Default.Order.Where(s => s is not ConflictStep.ExactTime).ToArray())
        from tie in Gen.Choose(0, 3)
        from overlap in Gen.Elements(Enum.GetValues<Overlap>())
        select new ConflictRules([.. order, ConflictStep.ExactTime], tie, 60, overlap);

    /// <summary>Of any sort, also such as contradict themselves.</summary>
    public static readonly Gen<Policy> Policies =
        from count in Gen.Choose(0, 5)
        from a in Rule(0)
        from b in Rule(1)
        from c in Rule(2)
        from d in Rule(3)
        from e in Rule(4)
        from hours in Gen.Choose(1, 96)
        from lead in Gen.Choose(14, 90)
        from deal in Gen.Choose(14, 120)
        from proof in Gen.Elements(ProofRules.None, new ProofRules(0, 1), new ProofRules(2, 1))
        from decay in Decays
        from warn in Gen.Choose(1, 9)
        from promises in Gen.Elements(PromiseRules.None, new PromiseRules(24, 0), new PromiseRules(48, 24))
        from conflicts in Orders
        from week in Gen.Elements<IReadOnlyList<DayOfWeek>>(
            Policy.Default.BusinessDays,
            [DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday],
            [DayOfWeek.Monday, DayOfWeek.Wednesday]
        )
        select Policy.Default with
        {
            DecisionHours = hours,
            LeadDays = lead,
            DealDays = deal,
            Proof = proof,
            Decay = new(decay, warn),
            Promises = promises,
            BusinessDays = week,
            Conflicts = conflicts,
            Rules = [.. new[] { a, b, c, d, e }.Take(count)],
        };

    public static readonly Gen<Segment> Segments =
        from kind in Gen.Elements(Enum.GetValues<RegistrationKind>())
        from type in Maybe(Gen.Elements(PartnerType.Reseller, PartnerType.Msp, PartnerType.Isv))
        from tier in Maybe(Gen.Elements(Enum.GetValues<PartnerTier>()))
        from country in MaybeRef(Gen.Elements("DE", "AT", "GB", "FR"))
        from region in MaybeRef(Gen.Elements("DACH", "UK & Ireland", "Nordics"))
        from amount in Maybe(from major in Gen.Choose(1, 140) select Euro(major * 1_000))
        from programs in MaybeRef(Gen.Elements<string[]>([], ["Partner program"], ["Cloud"], ["Partner program", "Cloud"]))
        from product in MaybeRef(Gen.Elements("Observe", "trace", "Other"))
        from keys in MaybeRef(
            Gen.Elements<string[]>(
                ["name:aldermere foods", "domain:aldermere.example"],
                [NamedAccounts.Key("Aldermere Foods")!],
                ["domain:oakhaven.example", NamedAccounts.Key("Aldermere Foods")!],
                [NamedAccounts.Key("Oakhaven Media")!],
                []
            )
        )
        select new Segment(kind, type, tier, country, region, amount)
        {
            Programs = programs,
            Product = product,
            Keys = keys,
        };

    private static readonly Gen<RivalFact> Rivals =
        from state in Gen.Elements(RegistrationState.InReview, RegistrationState.Approved, RegistrationState.Converted)
        from days in Gen.Choose(0, 20)
        from tier in Gen.Choose(1, 3)
        from kind in Maybe(Gen.Elements(Enum.GetValues<RegistrationKind>()))
        from met in Maybe(Gen.Choose(0, 10))
        from serves in Maybe(Gen.Choose(30, 900))
        from certified in Maybe(Gen.Choose(0, 3))
        select new RivalFact(
            Them.Value,
            "DR-0001",
            Them,
            "Vantora",
            "Aldermere Foods",
            tier,
            state,
            state is RegistrationState.InReview ? ProtectionState.None : ProtectionState.Conditional,
            Now.AddDays(-days),
            Now.AddDays(80),
            met is { } meeting ? Now.AddDays(-meeting) : null
        )
        {
            Kind = kind,
            IncumbentSince = serves is { } ago ? Now.AddDays(-ago) : null,
            Specialists = certified,
        };

    /// <summary>What an assessment may have looked at, old facts without type and region among them.</summary>
    public static readonly Gen<ClaimFacts> Facts =
        from segment in Segments
        from filled in Gen.Elements(true, true, false)
        from certain in Gen.Elements(true, false)
        from customer in Gen.Elements(true, false)
        from known in Gen.Choose(0, 1)
        from direct in Gen.Choose(0, 1)
        from touched in Gen.Choose(1, 90)
        from rival in MaybeRef(Rivals)
        from inside in Gen.Elements<bool?>(true, false, null)
        from asked in Gen.Elements<int?>(null, 500, 2_000)
        from certifications in Gen.Elements<string[]?>(null, ["Observe"], [])
        from serves in Maybe(Gen.Choose(30, 900))
        from files in Maybe(Gen.Choose(0, 3))
        from carries in Gen.Elements(true, false)
        from certified in Maybe(Gen.Choose(0, 3))
        from unread in Gen.Elements(true, false, false, false)
        select new ClaimFacts(
            new(
                segment.Kind,
                "Aldermere Foods",
                filled ? "aldermere.example" : null,
                segment.Country,
                null,
                "r.ashdown@aldermere.example",
                null,
                "Trace quality issues",
                null,
                segment.Amount,
                filled ? new DateOnly(2026, 5, 29) : null,
                segment.Product,
                Consent: true
            )
            {
                Discount = asked,
            },
            new(Us, "Kestrel Quay", "Select", (int)(segment.Tier ?? PartnerTier.Select) + 1, true, "active", ["UK & Ireland"], inside)
            {
                Type = segment.Type,
                Region = segment.Region,
                Programs = segment.Programs,
                Certifications = certifications,
                Specialists = certified,
                IncumbentSince = serves is { } ago ? Now.AddDays(-ago) : null,
            },
            known == 0 ? [] : [new(Us.Value, "Aldermere Foods plc", "aldermere.example", null, 90, certain, customer, ["same domain"])],
            direct == 0 || known == 0
                ? []
                : [new(Us.Value, Us.Value, "Plants", "Discovery", null, null, null, Now.AddDays(-90), Now.AddDays(-touched))],
            rival is null ? [] : [rival]
        )
        {
            Files = files,
            TakesFiles = carries,
            NamesUnread = unread,
        };

    /// <summary>The same facts, with the places counted that this policy limits, so many of them taken.</summary>
    public static ClaimFacts Counted(ClaimFacts facts, Policy policy, int own, int all) =>
        facts with
        {
            Places = [.. PolicyResolver.Of(policy, 1, Segment.Of(facts)).Places.Select(p => new PlaceFact(p.Counts, own, all))],
        };

    /// <summary>Nothing speaks against it.</summary>
    public static ClaimFacts Clear =>
        new(
            Claims.Whole() with
            {
                ContactName = null,
                Stage = null,
            },
            new(Us, "Kestrel Quay", "Select", 2, true, "active", [], true),
            [],
            [],
            []
        );
}
