using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Platform.Values;

namespace Entente.Onboarding.Aim;

/// <summary>Looks up in which of the segments that agreements aim at partners are, as of now. Where none is aimed at, nothing is looked up.</summary>
public sealed class Addressees(SegmentsApi segments)
{
    private static readonly HashSet<SegmentId> None = [];

    /// <param name="aimed">All that is asked about.</param>
    /// <param name="only">One partner alone; null: all whom whoever acts sees.</param>
    internal async Task<Func<PartnerCard, Addressee>> Of(IEnumerable<AgreementAudience> aimed, PartnerId? only, CancellationToken ct)
    {
        var ids = aimed.SelectMany(a => a.Segments).Distinct().ToList();
        if (ids.Count == 0)
            return card => new(card.Type, card.Tier, None);
        var answers = await segments.Answers(ids, only, ct);
        return card => new(card.Type, card.Tier, answers.Of(card.Id, null));
    }

    /// <summary>What the segments are called that are aimed at; null for one that was removed.</summary>
    internal async Task<Func<SegmentId, string?>> Names(IEnumerable<AgreementAudience> aimed, CancellationToken ct)
    {
        var named = await segments.Named([.. aimed.SelectMany(a => a.Segments).Distinct()], ct);
        return id => named.GetValueOrDefault(id)?.Name;
    }
}
