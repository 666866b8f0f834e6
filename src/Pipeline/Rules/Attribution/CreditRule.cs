using Entente.Platform.Values;

namespace Entente.Pipeline.Rules.Attribution;

/// <summary>By what credit for a deal is given to partners (PIP-3).</summary>
public enum CreditModel
{
    /// <summary>The partner who leads the deal has all of it.</summary>
    Primary,

    /// <summary>As it was settled between partners and vendor; equal until then.</summary>
    Split,

    /// <summary>Whoever came first has all of it.</summary>
    FirstTouch,

    /// <summary>Each touch counts with the weight of its role.</summary>
    ByTouch,
}

/// <summary>How the deals of a workspace, or of one motion, are credited. Chosen before a deal closes.</summary>
/// <param name="VendorPoints">What the vendor keeps of every deal that nobody has settled, in basis points.</param>
/// <param name="Weights">Of the model by touches: what one touch in this role weighs, 0 to 100.</param>
public sealed record CreditRule(CreditModel Model, int VendorPoints, IReadOnlyDictionary<DealRole, int> Weights)
{
    public const int HeaviestWeight = 100;

    /// <summary>What every workspace starts with: shares, equal until they are settled.</summary>
    public static CreditRule Standard { get; } =
        new(
            CreditModel.Split,
            0,
            new Dictionary<DealRole, int>
            {
                [DealRole.Sourcing] = 5,
                [DealRole.Resale] = 3,
                [DealRole.Services] = 3,
                [DealRole.Technology] = 2,
                [DealRole.Influence] = 1,
            }
        );

    public int WeightOf(DealRole role) => Weights.GetValueOrDefault(role);

    /// <summary>Why it cannot be published, by the field of its form; empty: it can.</summary>
    public IReadOnlyDictionary<string, string> Wrong()
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Enum.IsDefined(Model))
            wrong["model"] = "Choose how credit is given.";
        if (VendorPoints is < 0 or > Shares.Whole)
            wrong["vendor"] = "The vendor keeps between 0 and 100 %.";
        foreach (var role in Enum.GetValues<DealRole>().Where(r => WeightOf(r) is < 0 or > HeaviestWeight))
            wrong["weight-" + role] = $"A whole number from 0 to {HeaviestWeight}.";
        if (wrong.Count == 0 && Enum.GetValues<DealRole>().All(r => WeightOf(r) == 0))
            wrong["weight-" + DealRole.Sourcing] = "One role at least must weigh something.";
        return wrong;
    }
}

public static class CreditModels
{
    public static string Words(this CreditModel model) =>
        model switch
        {
            CreditModel.Primary => "Leading partner",
            CreditModel.Split => "Split",
            CreditModel.FirstTouch => "First touch",
            _ => "By touches",
        };

    public static string Says(this CreditModel model) =>
        model switch
        {
            CreditModel.Primary => "The partner who leads the deal has all of it.",
            CreditModel.Split => "As partners and you settled it; equal until then.",
            CreditModel.FirstTouch => "Whoever came first has all of it.",
            _ => "Every touch counts, with the weight of its role.",
        };
}
