using System.Globalization;
using System.Security.Cryptography;
using Entente.Leads.Rules;
using Entente.Leads.Take;
using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads.Book;

/// <summary>Rules as the browser sends them. A rule without a name is an empty one, and left out.</summary>
public sealed class BookForm
{
    /// <summary>The draft's version on the page; null: there was none.</summary>
    public int? Seen { get; set; }
    public string? MostHops { get; set; }
    public List<RuleForm> Rules { get; set; } = [];

    /// <summary>With an empty one to add another.</summary>
    public static BookForm Of(LeadBook book, int? seen) =>
        new()
        {
            Seen = seen,
            MostHops = Text(book.MostHops),
            Rules = [.. book.Rules.Select(RuleForm.Of), RuleForm.Empty],
        };

    /// <param name="unread">What could not be read, by field.</param>
    public LeadBook Read(Dictionary<string, string> unread)
    {
        var rules = new List<(int Order, LeadRule Rule)>();
        foreach (var form in Kept)
            rules.Add(
                (
                    int.TryParse(form.Order, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : int.MaxValue,
                    form.Read(BookCheck.At(rules.Count), unread)
                )
            );
        // Faults name rules as they stand on the page; the order counts from then on.
        return new(
            unread.Count > 0 ? [.. rules.Select(r => r.Rule)] : [.. rules.OrderBy(r => r.Order).Select(r => r.Rule)],
            Number(MostHops, "hops", 5, unread)
        );
    }

    /// <summary>The refusal with each fault at the field where it was typed.</summary>
    public Problem Placed(Problem problem) =>
        problem.Fields is null ? problem : problem with { Fields = problem.Fields.ToDictionary(f => Place(f.Key), f => f.Value) };

    private IEnumerable<RuleForm> Kept => Rules.Take(BookCheck.MostRules + 2).Where(r => !r.Gone && TypedText.Line(r.Name).Length > 0);

    private string Place(string field)
    {
        List<int> kept = [.. Rules.Index().Where(r => !r.Item.Gone && TypedText.Line(r.Item.Name).Length > 0).Select(r => r.Index)];
        for (var i = 0; i < kept.Count; i++)
            if (field.StartsWith(BookCheck.At(i), StringComparison.Ordinal))
                return string.Create(CultureInfo.InvariantCulture, $"Input.Rules[{kept[i]}].{Control(field[BookCheck.At(i).Length..])}");
        return field is "hops" ? "Input.MostHops" : field;
    }

    private static string Control(string field) =>
        field switch
        {
            "hours" => nameof(RuleForm.AcceptHours),
            "touch" => nameof(RuleForm.TouchDays),
            "nudge" => nameof(RuleForm.NudgeDays),
            "weights" => nameof(RuleForm.Registered),
            "shares" => nameof(RuleForm.PlanShares),
            "who" => nameof(RuleForm.Types),
            _ => char.ToUpperInvariant(field[0]) + field[1..],
        };

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static int Number(string? typed, string field, int fallback, Dictionary<string, string> unread)
    {
        var text = TypedText.Line(typed);
        if (text.Length == 0)
            return fallback;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        unread[field] = "Write a whole number.";
        return fallback;
    }
}

public sealed class RuleForm
{
    private const int KeyLength = 32;

    /// <summary>Kept from the version that was looked at, so that turns stay with their rule.</summary>
    public string? Key { get; set; }
    public string? Order { get; set; }
    public string? Name { get; set; }
    public string? Countries { get; set; }
    public string? Regions { get; set; }
    public List<string> Motions { get; set; } = [];
    public string? Sources { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public List<string> Types { get; set; } = [];
    public List<string> Tiers { get; set; } = [];
    public string? HomeRegions { get; set; }
    public bool Territory { get; set; }
    public string? Selection { get; set; }
    public string? Partner { get; set; }
    public string? Top { get; set; }
    public string? Registered { get; set; }
    public string? Select { get; set; }
    public string? Elite { get; set; }
    public bool PlanShares { get; set; }
    public string? AcceptHours { get; set; }
    public string? TouchDays { get; set; }
    public string? NudgeDays { get; set; }
    public bool EndsHere { get; set; }

    /// <summary>Crossed out.</summary>
    public bool Gone { get; set; }

    public static RuleForm Empty =>
        new()
        {
            Selection = nameof(LeadSelection.Turns),
            Top = "3",
            AcceptHours = BookForm.Text(LeadTimes.Standard.AcceptHours),
            TouchDays = BookForm.Text(LeadTimes.Standard.TouchDays),
            NudgeDays = BookForm.Text(LeadTimes.Standard.NudgeDays),
        };

    public static RuleForm Of(LeadRule rule, int at) =>
        new()
        {
            Key = rule.Key,
            Order = BookForm.Text(at + 1),
            Name = rule.Name,
            Countries = string.Join(", ", rule.When.Countries),
            Regions = string.Join(", ", rule.When.Regions),
            Motions = [.. rule.When.Motions.Select(m => m.ToString())],
            Sources = string.Join(", ", rule.When.Sources),
            From = Plain(rule.When.From),
            To = Plain(rule.When.To),
            Types = [.. rule.Who.Types.Select(t => t.ToString())],
            Tiers = [.. rule.Who.Tiers.Select(t => t.ToString())],
            HomeRegions = string.Join(", ", rule.Who.Regions),
            Territory = rule.Who.Territory,
            Selection = rule.How.Selection.ToString(),
            Partner = rule.How.Partner?.Short(),
            Top = BookForm.Text(rule.How.Top),
            Registered = Weight(rule, PartnerTier.Registered),
            Select = Weight(rule, PartnerTier.Select),
            Elite = Weight(rule, PartnerTier.Elite),
            PlanShares = rule.How.PlanShares,
            AcceptHours = BookForm.Text(rule.Times.AcceptHours),
            TouchDays = BookForm.Text(rule.Times.TouchDays),
            NudgeDays = BookForm.Text(rule.Times.NudgeDays),
            EndsHere = !rule.GoesOn,
        };

    public LeadRule Read(string at, Dictionary<string, string> unread)
    {
        var countries = Split(Countries).Select(c => (Typed: c, Code: Entente.Partners.Rules.Countries.Code(c))).ToList();
        if (countries.FirstOrDefault(c => c.Code is null).Typed is { } unknown)
            unread[at + "countries"] = $"“{unknown}” is no country.";
        var weights = new Dictionary<PartnerTier, int>();
        foreach (
            var (tier, typed) in new[] { (PartnerTier.Registered, Registered), (PartnerTier.Select, Select), (PartnerTier.Elite, Elite) }
        )
            if (TypedText.Line(typed).Length > 0)
                weights[tier] = BookForm.Number(typed, at + tier.ToString().ToLowerInvariant(), 1, unread);
        return new(
            Key is { Length: KeyLength } known && known.All(char.IsAsciiHexDigit)
                ? known
                : RandomNumberGenerator.GetHexString(KeyLength, lowercase: true),
            TypedText.Line(Name),
            new(
                [.. countries.Select(c => c.Code).OfType<string>().Distinct()],
                Split(Regions),
                Chosen<Motion>(Motions),
                Split(Sources),
                LeadAmount.Major(From, at + "from", unread),
                LeadAmount.Major(To, at + "to", unread)
            ),
            new(Chosen<PartnerType>(Types), Chosen<PartnerTier>(Tiers), Split(HomeRegions), Territory),
            new(
                Enum.TryParse<LeadSelection>(Selection, out var how) && Enum.IsDefined(how) ? how : LeadSelection.Turns,
                Ids.TryParse<PartnerId>(Partner, out var partner) ? partner : null,
                BookForm.Number(Top, at + "top", 3, unread),
                weights,
                PlanShares
            ),
            new(
                BookForm.Number(AcceptHours, at + "hours", LeadTimes.Standard.AcceptHours, unread),
                BookForm.Number(TouchDays, at + "touch", LeadTimes.Standard.TouchDays, unread),
                BookForm.Number(NudgeDays, at + "nudge", LeadTimes.Standard.NudgeDays, unread)
            ),
            !EndsHere
        );
    }

    private static string? Plain(decimal? amount) => amount?.ToString("0.##", CultureInfo.InvariantCulture);

    private static string? Weight(LeadRule rule, PartnerTier tier) =>
        rule.How.Weights.TryGetValue(tier, out var weight) ? BookForm.Text(weight) : null;

    private static List<string> Split(string? typed) =>
        [
            .. TypedText
                .Line(typed)
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static List<T> Chosen<T>(IEnumerable<string> values)
        where T : struct, Enum =>
        [.. values.Where(v => Enum.TryParse<T>(v, out var known) && Enum.IsDefined(known)).Select(Enum.Parse<T>).Distinct()];
}
