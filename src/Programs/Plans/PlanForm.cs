using System.Globalization;
using System.Text;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Programs.Rules;

namespace Entente.Programs.Plans;

/// <summary>A plan as the browser sends it. A criterion without words is an empty line, and left out.</summary>
public sealed class PlanForm
{
    /// <summary>The draft's version on the page; null: there was none.</summary>
    public int? Seen { get; set; }
    public string? Promotions { get; set; }
    public string? NearMiss { get; set; }
    public List<CriterionForm> Criteria { get; set; } = [];
    public List<BenefitsForm> Benefits { get; set; } = [];

    /// <summary>With two empty lines to add more.</summary>
    public static PlanForm Of(TierPlan plan, int? seen, string currency) =>
        new()
        {
            Seen = seen,
            Promotions = plan.Promotions.ToString(),
            NearMiss = Number(plan.NearMiss.Points),
            Criteria = [.. plan.Criteria.Select(CriterionForm.Of), new() { Currency = currency }, new() { Currency = currency }],
            Benefits = [.. TierPlan.Tiers.Select(t => BenefitsForm.Of(t, plan.BenefitsOf(t), currency))],
        };

    /// <param name="unread">What could not be read, by field.</param>
    public TierPlan Read(PartnerType type, Dictionary<string, string> unread)
    {
        var criteria = new List<TierCriterion>();
        foreach (var form in Criteria.Take(PlanCheck.MostCriteria + 2).Where(c => !c.IsEmpty))
            criteria.Add(form.Read($"criteria[{criteria.Count.ToString(CultureInfo.InvariantCulture)}].", unread));
        var benefits = new Dictionary<PartnerTier, TierBenefits>();
        foreach (var form in Benefits)
            if (Enum.TryParse<PartnerTier>(form.Tier, out var tier) && Enum.IsDefined(tier))
                benefits[tier] = form.Read($"benefits.{tier}.", unread);
        return new(
            type,
            Promotions == nameof(Rules.Promotions.Automatic) ? Rules.Promotions.Automatic : Rules.Promotions.Proposed,
            new(Decimal(NearMiss, "nearMiss", unread) ?? 80),
            criteria,
            benefits
        );
    }

    /// <summary>The refusal with each fault at the field where it was typed: lines that are left out still stand on the page.</summary>
    public Problem Placed(Problem problem) =>
        problem.Fields is null ? problem : problem with { Fields = problem.Fields.ToDictionary(f => Place(f.Key), f => f.Value) };

    private string Place(string field)
    {
        List<int> kept = [.. Criteria.Index().Where(c => !c.Item.IsEmpty).Select(c => c.Index)];
        for (var i = 0; i < kept.Count; i++)
            if (At(i) is var at && field.StartsWith(at, StringComparison.Ordinal))
                return "Input." + At(kept[i]) + Control(field[at.Length..]);
        for (var i = 0; i < Benefits.Count; i++)
            if ($"benefits.{Benefits[i].Tier}." is var at && field.StartsWith(at, StringComparison.Ordinal))
                return string.Create(CultureInfo.InvariantCulture, $"Input.Benefits[{i}].{field[at.Length..]}");
        return field is "nearMiss" ? "Input.NearMiss" : field;
    }

    private static string Control(string field) =>
        field.StartsWith("targets.", StringComparison.Ordinal) ? field["targets.".Length..] : field;

    private static string At(int criterion) => string.Create(CultureInfo.InvariantCulture, $"criteria[{criterion}].");

    internal static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    internal static decimal? Decimal(string? typed, string field, Dictionary<string, string> unread)
    {
        var text = TypedText.Line(typed).Replace(",", "", StringComparison.Ordinal);
        if (text.Length == 0)
            return null;
        if (
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number < 1_000_000_000_000m
        )
            return number;
        unread[field] = "Write a number, such as 150000 or 12.5.";
        return null;
    }
}

public sealed class CriterionForm
{
    /// <summary>Kept from the version that was looked at, so that evidence and exceptions stay with their criterion.</summary>
    public string? Key { get; set; }
    public string? Words { get; set; }
    public string? Kind { get; set; }
    public string? Fact { get; set; }
    public string? CrmField { get; set; }
    public string? Window { get; set; }
    public string? Currency { get; set; }
    public string? Select { get; set; }
    public string? Elite { get; set; }

    /// <summary>Crossed out.</summary>
    public bool Gone { get; set; }

    public bool IsEmpty => Gone || string.IsNullOrWhiteSpace(Words);

    public static CriterionForm Of(TierCriterion criterion) =>
        new()
        {
            Key = criterion.Key,
            Words = criterion.Words,
            Kind = criterion.Kind.ToString(),
            Fact = criterion.Kind is CriterionKind.CrmField ? "" : criterion.Fact,
            CrmField = criterion.Kind is CriterionKind.CrmField ? criterion.Fact : "",
            Window = criterion.Window.ToString(),
            Currency = criterion.Currency,
            Select = Typed(criterion, PartnerTier.Select),
            Elite = Typed(criterion, PartnerTier.Elite),
        };

    public TierCriterion Read(string at, Dictionary<string, string> unread)
    {
        var kind = Enum.TryParse<CriterionKind>(Kind, out var known) && Enum.IsDefined(known) ? known : CriterionKind.Count;
        var currency = kind is CriterionKind.Sum ? TypedText.Line(Currency).ToUpperInvariant() : "";
        var words = TypedText.Line(Words);
        var targets = new Dictionary<PartnerTier, long>();
        foreach (var (tier, typed) in new[] { (PartnerTier.Select, Select), (PartnerTier.Elite, Elite) })
            if (PlanForm.Decimal(typed, $"{at}targets.{tier}", unread) is { } number)
                targets[tier] = Unit(kind, currency, number);
        return new(
            Key is { Length: > 0 and <= Model.ProgramsModel.LongestKey } kept ? kept : Slug(words),
            words,
            kind,
            kind is CriterionKind.CrmField ? TypedText.Line(CrmField)
                : kind is CriterionKind.People or CriterionKind.Evidence ? ""
                : TypedText.Line(Fact),
            Enum.TryParse<CriterionWindow>(Window, out var window) && Enum.IsDefined(window) ? window : CriterionWindow.FourQuarters,
            targets
        )
        {
            Currency = currency,
        };
    }

    private static long Unit(CriterionKind kind, string currency, decimal number) =>
        kind switch
        {
            CriterionKind.Sum when currency.Length == 3 => Money.FromMajor(number, currency).Minor,
            CriterionKind.Share or CriterionKind.CrmField => (long)decimal.Round(number * 100),
            _ => (long)decimal.Round(number),
        };

    private static string? Typed(TierCriterion criterion, PartnerTier tier) =>
        !criterion.Targets.TryGetValue(tier, out var target)
            ? null
            : criterion.Kind switch
            {
                CriterionKind.Sum => PlanForm.Number(new Money(target, criterion.Currency).Major),
                CriterionKind.Share or CriterionKind.CrmField => PlanForm.Number(target / 100m),
                _ => PlanForm.Number(target),
            };

    private static string Slug(string words)
    {
        var slug = new StringBuilder();
        foreach (var c in words.ToLowerInvariant())
            if (char.IsLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        var text = slug.ToString().Trim('-');
        return text.Length > 60 ? text[..60] : text;
    }
}

public sealed class BenefitsForm
{
    public string? Tier { get; set; }
    public string? Margin { get; set; }
    public string? DecisionHours { get; set; }
    public string? LeadShare { get; set; }
    public string? Budget { get; set; }
    public string? Currency { get; set; }
    public bool EarlyAccess { get; set; }
    public string? Support { get; set; }
    public string? Escalation { get; set; }
    public string? OfficeHours { get; set; }
    public bool ExecutiveReview { get; set; }

    public static BenefitsForm Of(PartnerTier tier, TierBenefits benefits, string currency) =>
        new()
        {
            Tier = tier.ToString(),
            Margin = benefits.Margin is { } margin ? PlanForm.Number(margin.Points) : null,
            DecisionHours = benefits.DecisionHours is { } hours ? PlanForm.Number(hours) : null,
            LeadShare = benefits.LeadShare is { } share ? PlanForm.Number(share.Points) : null,
            Budget = benefits.MarketingBudget is { } budget ? PlanForm.Number(budget.Major) : null,
            Currency = benefits.MarketingBudget?.Currency ?? currency,
            EarlyAccess = benefits.EarlyAccess,
            Support = benefits.Support,
            Escalation = benefits.Escalation,
            OfficeHours = benefits.OfficeHours,
            ExecutiveReview = benefits.ExecutiveReview,
        };

    public TierBenefits Read(string at, Dictionary<string, string> unread)
    {
        Percent? Share(string? typed, string field) =>
            PlanForm.Decimal(typed, at + field, unread) is { } points ? new Percent(points) : null;
        var currency = TypedText.Line(Currency).ToUpperInvariant() is { Length: 3 } code ? code : "EUR";
        return new(
            Share(Margin, "margin"),
            PlanForm.Decimal(DecisionHours, at + "decisionHours", unread) is { } hours ? (int)Math.Min(hours, 100_000) : null,
            Share(LeadShare, "leadShare"),
            PlanForm.Decimal(Budget, at + "budget", unread) is { } budget ? Money.FromMajor(budget, currency) : null,
            EarlyAccess,
            Short(Support),
            Short(Escalation),
            Short(OfficeHours),
            ExecutiveReview
        );
    }

    private static string Short(string? typed) => TypedText.Line(typed) is { Length: <= 120 } text ? text : TypedText.Line(typed)[..120];
}
