using System.Globalization;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Ui.Forms;

namespace Entente.Registrations.Publish;

/// <summary>A rule as the browser sends it.</summary>
public sealed class RuleForm
{
    /// <summary>The draft's version on the page.</summary>
    public int Seen { get; set; }
    public string? Name { get; set; }
    public string? Kind { get; set; }
    public string? Type { get; set; }
    public string? Tier { get; set; }
    public string? Countries { get; set; }
    public string? Region { get; set; }
    public string? From { get; set; }
    public string? Below { get; set; }
    public string? Program { get; set; }

    /// <summary>Names, with commas between.</summary>
    public string? Products { get; set; }

    /// <summary><c>only</c>, <c>except</c>, or nothing.</summary>
    public string? AccountsAre { get; set; }

    /// <summary>Websites or names, one a line.</summary>
    public string? Accounts { get; set; }

    /// <summary>Per cent.</summary>
    public string? BandFrom { get; set; }
    public string? BandTo { get; set; }
    public string? PriceDays { get; set; }
    public string? PriceList { get; set; }
    public string? WindowDays { get; set; }
    public string? DecisionHours { get; set; }
    public string? HoldDays { get; set; }
    public string? EvidenceDays { get; set; }
    public string? EvidenceTakes { get; set; }
    public string? PlacesEach { get; set; }
    public string? PlacesInAll { get; set; }

    /// <summary><c>refuse</c>, or nothing: a person looks.</summary>
    public string? Beyond { get; set; }

    /// <summary><c>yes</c>, <c>no</c>, or nothing.</summary>
    public string? MayRegister { get; set; }
    public string? Reason { get; set; }
    public bool SetsRequired { get; set; }
    public List<ClaimField>? Required { get; set; }
    public string? Proof { get; set; }

    /// <summary>Names, with commas between.</summary>
    public string? Certifications { get; set; }
    public string? Agreements { get; set; }

    /// <summary><c>Warn</c>, <c>Block</c>: what stops it; <c>never</c>; or nothing.</summary>
    public string? Approve { get; set; }
    public string? AtMost { get; set; }

    /// <summary>Who signs, a step a line, as <see cref="ApprovalText"/> reads it.</summary>
    public string? Route { get; set; }
    public string? Code { get; set; }
    public string? AtLeast { get; set; }
    public string? Refusal { get; set; }
    public bool MayMend { get; set; }

    public static RuleForm Of(int seen, PolicyRule? rule) =>
        rule is null
            ? new() { Seen = seen }
            : new()
            {
                Seen = seen,
                Name = rule.Name,
                Kind = rule.Scope.Kind?.ToString(),
                Type = rule.Scope.Type?.ToString(),
                Tier = rule.Scope.Tier?.ToString(),
                Countries = string.Join(", ", rule.Scope.Countries ?? []),
                Region = rule.Scope.Region,
                From = Text(rule.Scope.From),
                Below = Text(rule.Scope.Below),
                Program = rule.Scope.Program,
                Products = string.Join(", ", rule.Scope.Products ?? []),
                AccountsAre =
                    rule.Scope.Accounts is { Count: > 0 } ? "only"
                    : rule.Scope.Except is { Count: > 0 } ? "except"
                    : null,
                Accounts = string.Join('\n', rule.Scope.Accounts ?? rule.Scope.Except ?? []),
                BandFrom = rule.Band is { From: > 0 and var least } ? PercentText.Figure(least) : null,
                BandTo = rule.Band is { To: var most } ? PercentText.Figure(most) : null,
                PriceDays = Text(rule.Prices?.Days),
                PriceList = rule.Prices?.List,
                WindowDays = Text(rule.WindowDays),
                DecisionHours = Text(rule.DecisionHours),
                HoldDays = Text(rule.HoldDays),
                EvidenceDays = Text(rule.Evidence?.Days),
                EvidenceTakes = rule.Evidence is { Takes: > 0 and var takes } ? Text(takes) : null,
                PlacesEach = Text(rule.Capacity?.PerPartner),
                PlacesInAll = Text(rule.Capacity?.InAll),
                Beyond = rule.Capacity is { Refuses: true } ? "refuse" : "warn",
                MayRegister = rule.Eligibility switch
                {
                    null => null,
                    { MayRegister: true } => "yes",
                    _ => "no",
                },
                Reason = rule.Eligibility?.Reason,
                SetsRequired = rule.Required is not null,
                Required = [.. rule.Required ?? []],
                Proof = Text(rule.Proof),
                Certifications = Names(rule, GateKind.Certification),
                Agreements = Names(rule, GateKind.Agreement),
                Approve = rule.AutoApprove switch
                {
                    null => null,
                    { Allowed: false } => "never",
                    var a => a.StopsAt.ToString(),
                },
                AtMost = Text(rule.AutoApprove?.AtMost),
                Route = rule.Route is { } route ? ApprovalText.Lines(route) : null,
                Code = rule.AutoDecline.Count > 0 ? rule.AutoDecline[0].Code : null,
                AtLeast = rule.AutoDecline.Count > 0 ? rule.AutoDecline[0].AtLeast.ToString() : null,
                Refusal = rule.AutoDecline.Count > 0 ? rule.AutoDecline[0].Reason.ToString() : null,
                MayMend = rule.AutoDecline.Count > 0 && rule.AutoDecline[0].MayMend,
            };

    /// <param name="currency">Of the workspace: amounts are in it.</param>
    public (PolicyRule Rule, IReadOnlyDictionary<string, string> Unread) Read(string currency)
    {
        var unread = new Dictionary<string, string>(StringComparer.Ordinal);
        var countries = Split(Countries).Select(c => c.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal).ToList();
        var route = ApprovalText.Read(Route, out var unknown);
        if (unknown is not null)
            unread["route"] = unknown;
        var rule = new PolicyRule(
            ClaimReader.OneLine(Name) ?? "",
            new(
                Choice<RegistrationKind>(Kind),
                Choice<PartnerType>(Type),
                Choice<PartnerTier>(Tier),
                countries.Count > 0 ? countries : null,
                ClaimReader.OneLine(Region),
                Amount(unread, "from", From, currency),
                Amount(unread, "below", Below, currency)
            )
            {
                Program = ClaimReader.OneLine(Program),
                Products = Some(Split(Products)),
                Accounts = AccountsAre == "only" ? Some(Rows(Accounts)) : null,
                Except = AccountsAre == "except" ? Some(Rows(Accounts)) : null,
            }
        )
        {
            Band = Band(unread),
            Prices = Figure(unread, "priceDays", PriceDays) is { } days ? new(days, ClaimReader.OneLine(PriceList)) : null,
            WindowDays = Figure(unread, "windowDays", WindowDays),
            DecisionHours = Figure(unread, "decisionHours", DecisionHours),
            HoldDays = Figure(unread, "holdDays", HoldDays),
            Evidence = Figure(unread, "evidenceDays", EvidenceDays, least: 0) is { } evidence
                ? new(evidence, Figure(unread, "evidenceTakes", EvidenceTakes, least: 0) ?? 0)
                : null,
            Capacity =
                (Figure(unread, "placesEach", PlacesEach), Figure(unread, "placesInAll", PlacesInAll)) is var (each, inAll)
                && (each ?? inAll) is not null
                    ? new(each, inAll, Beyond == "refuse")
                    : null,
            Eligibility = MayRegister switch
            {
                "yes" => new(true),
                "no" => new(false, ClaimReader.OneLine(Reason)),
                _ => null,
            },
            Required = SetsRequired ? [.. (Required ?? []).Where(Enum.IsDefined).Distinct().Order()] : null,
            Proof = Figure(unread, "proof", Proof, least: 0),
            Gates =
            [
                .. Split(Certifications).Select(n => new Gate(GateKind.Certification, n)),
                .. Split(Agreements).Select(n => new Gate(GateKind.Agreement, n)),
            ],
            AutoApprove = Approve switch
            {
                "never" => new(false),
                nameof(Severity.Warn) => new(true, Severity.Warn, Amount(unread, "atMost", AtMost, currency)),
                nameof(Severity.Block) => new(true, Severity.Block, Amount(unread, "atMost", AtMost, currency)),
                _ => null,
            },
            Route = route.Count > 0 ? route : null,
            AutoDecline = ClaimReader.OneLine(Code) is { } code
                ?
                [
                    new(
                        code,
                        Choice<Severity>(AtLeast) ?? Severity.Block,
                        Choice<RefusalReason>(Refusal) ?? RefusalReason.NotQualified,
                        MayMend
                    ),
                ]
                : [],
        };
        if (rule.Evidence is null && ClaimReader.OneLine(EvidenceTakes) is not null)
            unread.TryAdd("evidenceDays", "Say after how many days without evidence it ends sooner.");
        if (AccountsAre is "only" or "except" != (Rows(Accounts).Count > 0))
            unread["accounts"] = "Say whether the rule is for these accounts or for all but these, and name them.";
        if (rule.Prices is null && ClaimReader.OneLine(PriceList) is not null)
            unread.TryAdd("priceDays", "Say for how many days the price list counts.");
        return (rule, unread);
    }

    private DiscountBand? Band(Dictionary<string, string> unread)
    {
        var (least, most) = (ClaimReader.OneLine(BandFrom), ClaimReader.OneLine(BandTo));
        if (least is null && most is null)
            return null;
        var (from, to) = (least is null ? 0 : PercentText.Read(least), PercentText.Read(most));
        if (from is null)
            unread["bandFrom"] = "Write the discount in per cent, such as 12.5.";
        if (to is null)
            unread["bandTo"] = "Write the most in per cent, such as 15.";
        return from is { } a && to is { } b ? new(a, b) : null;
    }

    private static List<string>? Some(List<string> names) => names.Count > 0 ? names : null;

    // A company's name may hold a comma.
    private static List<string> Rows(string? typed) =>
        [
            .. (typed ?? "")
                .ReplaceLineEndings("\n")
                .Split('\n')
                .Select(ClaimReader.OneLine)
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    public static IReadOnlyList<Option> Codes { get; } =
    [.. FindingCodes.All.Select(c => new Option(c, RuleValues.Rule(c)["the rule on ".Length..]))];

    private static string Names(PolicyRule rule, GateKind kind) =>
        string.Join(", ", rule.Gates.Where(g => g.Kind == kind).Select(g => g.Name));

    private static string? Text(Money? amount) => amount is { } a ? a.Major.ToString("0.##", CultureInfo.InvariantCulture) : null;

    private static string? Text(int? figure) => figure is { } f ? PolicyForm.Text(f) : null;

    private static List<string> Split(string? typed) =>
        [
            .. (typed ?? "")
                .Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(ClaimReader.OneLine)
                .OfType<string>(),
        ];

    private static T? Choice<T>(string? typed)
        where T : struct, Enum => Enum.TryParse<T>(typed, out var value) && Enum.IsDefined(value) ? value : null;

    private static int? Figure(Dictionary<string, string> unread, string field, string? typed, int least = 1)
    {
        if (ClaimReader.OneLine(typed) is not { } words)
            return null;
        var figure = PolicyForm.Figure(words);
        if (figure < least)
            unread[field] = $"Write a whole number {(least > 0 ? "above nought" : "from nought on")}, or leave it empty.";
        return figure;
    }

    private static Money? Amount(Dictionary<string, string> unread, string field, string? typed, string currency)
    {
        if (ClaimReader.OneLine(typed) is not { } words)
            return null;
        if (AmountText.Read(words) is { } major and > 0 and < 1_000_000_000_000m)
            return Money.FromMajor(major, currency);
        unread[field] = "Write the amount in figures, such as 50,000.";
        return null;
    }
}
