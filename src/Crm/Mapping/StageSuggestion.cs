using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>What a stage of the CRM probably means. Pure.</summary>
internal static class StageSuggestion
{
    // csharpier-ignore - a table
    private static readonly (EntenteStage Means, string[] Words)[] Words =
    [
        (EntenteStage.Commitment, ["contract", "commit", "negotiat", "verbal", "legal", "signature", "boughtin", "bought-in"]),
        (EntenteStage.Proposal,   ["proposal", "quote", "pricing", "offer"]),
        (EntenteStage.Evaluation, ["evaluat", "demo", "presentation", "trial", "pilot", "needs", "value prop", "perception", "analysis"]),
        (EntenteStage.Discovery,  ["discover", "qualif", "decision maker", "scoping"]),
        (EntenteStage.Introduced, ["intro", "appointment", "prospect", "new", "lead", "registered"]),
    ];

    /// <param name="of">How many stages its pipeline has: where the words say nothing, the place decides.</param>
    public static EntenteStage Of(CrmStage stage, int of)
    {
        if (stage.Won)
            return EntenteStage.Won;
        if (stage.Lost)
            return EntenteStage.Lost;
        foreach (var (means, words) in Words)
        {
            if (Array.Exists(words, w => stage.Label.Contains(w, StringComparison.OrdinalIgnoreCase)))
                return means;
        }
        var open = Math.Max(1, of - 2);
        return (EntenteStage)Math.Clamp(stage.Order * 5 / open, 0, (int)EntenteStage.Commitment);
    }
}
