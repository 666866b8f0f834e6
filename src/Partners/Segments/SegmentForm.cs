using System.Globalization;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Values;

namespace Entente.Partners.Segments;

/// <summary>A segment as the browser sends it: what is left empty asks for nothing.</summary>
public sealed class SegmentForm
{
    /// <summary>The version that was looked at; null: a new one.</summary>
    public int? Seen { get; set; }
    public string? Name { get; set; }
    public string? Note { get; set; }

    /// <summary><c>partners</c>, <c>people</c>.</summary>
    public string? Of { get; set; }

    /// <summary><c>drawn</c>, <c>hand</c>.</summary>
    public string? Kind { get; set; }

    /// <summary><c>all</c>, <c>any</c>.</summary>
    public string? Match { get; set; }

    /// <summary><c>preview</c>, <c>save</c>.</summary>
    public string? Do { get; set; }
    public List<string>? Type { get; set; }
    public List<string>? Tier { get; set; }
    public List<string>? Region { get; set; }
    public List<string>? Status { get; set; }
    public List<string>? Manager { get; set; }
    public List<string>? Program { get; set; }
    public List<string>? Motion { get; set; }
    public List<string>? Certificate { get; set; }
    public List<string>? Role { get; set; }
    public string? Countries { get; set; }
    public string? ActiveDays { get; set; }
    public string? RegisteredLeast { get; set; }
    public string? RegisteredDays { get; set; }
    public string? WonAmount { get; set; }
    public string? WonDays { get; set; }
    public string? Field { get; set; }
    public string? FieldValues { get; set; }

    /// <summary>Names of the facets that are asked the other way round.</summary>
    public List<string>? Not { get; set; }

    public static SegmentForm Empty =>
        new()
        {
            Of = "partners",
            Kind = "drawn",
            Match = "all",
        };

    internal static SegmentForm From(SegmentSheet sheet, int seen)
    {
        var conditions = sheet.Rule?.Conditions ?? [];
        List<string> Values(SegmentFacet facet) => [.. conditions.Where(c => c.Facet == facet).SelectMany(c => c.Values)];
        SegmentCondition? One(SegmentFacet facet) => conditions.FirstOrDefault(c => c.Facet == facet);
        string? Days(SegmentFacet facet) => One(facet)?.Days.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Seen = seen,
            Name = sheet.Name,
            Note = sheet.Note,
            Of = sheet.Of is SegmentOf.People ? "people" : "partners",
            Kind = sheet.Rule is null ? "hand" : "drawn",
            Match = sheet.Rule is { Any: true } ? "any" : "all",
            Type = Values(SegmentFacet.Type),
            Tier = Values(SegmentFacet.Tier),
            Region = Values(SegmentFacet.Region),
            Status = Values(SegmentFacet.Status),
            Manager = Values(SegmentFacet.Manager),
            Program = Values(SegmentFacet.Program),
            Motion = Values(SegmentFacet.Motion),
            Certificate = Values(SegmentFacet.Certificate),
            Role = Values(SegmentFacet.Role),
            Countries = string.Join(", ", Values(SegmentFacet.Country)),
            ActiveDays = Days(SegmentFacet.Active),
            RegisteredLeast = One(SegmentFacet.Registered)?.Least.ToString(CultureInfo.InvariantCulture),
            RegisteredDays = Days(SegmentFacet.Registered),
            WonAmount = One(SegmentFacet.Won)?.Amount?.Major.ToString("0.##", CultureInfo.InvariantCulture),
            WonDays = Days(SegmentFacet.Won),
            Field = One(SegmentFacet.Field)?.Field,
            FieldValues = string.Join(", ", Values(SegmentFacet.Field)),
            Not = [.. conditions.Where(c => c.Not).Select(c => c.Facet.ToString())],
        };
    }

    /// <param name="currency">Of the workspace: amounts are asked for in it.</param>
    /// <param name="unread">Takes what cannot be read, by field.</param>
    internal SegmentSheet Read(string currency, Dictionary<string, string> unread) =>
        new(
            TypedText.Line(Name),
            TypedText.Line(Note),
            Of == "people" ? SegmentOf.People : SegmentOf.Partners,
            Kind == "hand" ? null : new(Match == "any", Conditions(currency, unread))
        );

    private List<SegmentCondition> Conditions(string currency, Dictionary<string, string> unread)
    {
        var all = new List<SegmentCondition>();
        void Add(SegmentFacet facet, IEnumerable<string>? typed, string field = "")
        {
            List<string> values = [.. (typed ?? []).Select(TypedText.Line).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];
            if (values.Count > 0 || field.Length > 0)
                all.Add(new(facet, values, Left(facet), Field: field));
        }
        Add(SegmentFacet.Type, Type);
        Add(SegmentFacet.Tier, Tier);
        Add(SegmentFacet.Region, Region);
        Add(SegmentFacet.Country, Several((Countries ?? "").ToUpperInvariant()));
        Add(SegmentFacet.Status, Status);
        Add(SegmentFacet.Manager, Manager);
        Add(SegmentFacet.Program, Program);
        Add(SegmentFacet.Motion, Motion);
        Add(SegmentFacet.Certificate, Certificate);
        Add(SegmentFacet.Role, Role);
        if (!string.IsNullOrWhiteSpace(ActiveDays))
            all.Add(new(SegmentFacet.Active, [], Left(SegmentFacet.Active), Number(ActiveDays)));
        if (!string.IsNullOrWhiteSpace(RegisteredDays) || !string.IsNullOrWhiteSpace(RegisteredLeast))
            all.Add(
                new(
                    SegmentFacet.Registered,
                    [],
                    Left(SegmentFacet.Registered),
                    Number(RegisteredDays),
                    string.IsNullOrWhiteSpace(RegisteredLeast) ? 1 : Number(RegisteredLeast)
                )
            );
        if (!string.IsNullOrWhiteSpace(WonDays) || !string.IsNullOrWhiteSpace(WonAmount))
            all.Add(new(SegmentFacet.Won, [], Left(SegmentFacet.Won), Number(WonDays), Amount: Amount(currency, unread)));
        Add(SegmentFacet.Field, Several(FieldValues ?? ""), TypedText.Line(Field));
        if (string.IsNullOrWhiteSpace(Field) && !string.IsNullOrWhiteSpace(FieldValues))
            unread["field"] = "Name the field as the CRM names it.";
        return all;
    }

    private bool Left(SegmentFacet facet) => Not?.Contains(facet.ToString()) == true;

    private static string[] Several(string typed) =>
        typed.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // What is no number is one that the rule refuses.
    private static int Number(string? typed) =>
        int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private Money? Amount(string currency, Dictionary<string, string> unread)
    {
        if (
            decimal.TryParse(WonAmount?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major)
            && major is > 0 and < 1_000_000_000_000m
        )
            return Money.FromMajor(major, currency);
        unread["wonAmount"] = "Write how much at least: a number above zero.";
        return null;
    }
}
