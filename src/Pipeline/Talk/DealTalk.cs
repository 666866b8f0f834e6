using Entente.Collaboration.Threads;
using Entente.Platform.Values;

namespace Entente.Pipeline.Talk;

/// <summary>
/// What is said about a deal, for its page. One conversation, not two: what came from a registration is talked about there, and its conversation
/// stands here; the deal's own one stands here where some partner or nobody registered it, or where something was said in it already.
/// </summary>
public sealed class DealTalk
{
    private const int Last = 4;

    /// <summary>The kind of a registration in a <see cref="SubjectRef"/>, as <see cref="OpportunityPart.Registration"/> says.</summary>
    private const string Registration = "registration";

    private readonly ThreadQuery threads;

    internal DealTalk(ThreadQuery threads) => this.threads = threads;

    public async Task<IReadOnlyList<ThreadView>> Of(OpportunityCard deal, CancellationToken ct)
    {
        var shown = new List<ThreadView>();
        var covered = new HashSet<PartnerId>();
        foreach (var part in deal.Partners)
            if (
                part.Registration is { } claim
                && await threads.Load(new(Registration, claim), Last, ct) is { } view
                && view.Readers.Sides.Any(s => s.Id == part.Partner)
                && covered.Add(part.Partner)
            )
                shown.Add(view);
        if (
            await threads.Load(new(PipelineApi.SubjectKind, deal.Id.Value), Last, ct) is { } own
            && StandsAlone([.. deal.Partners.Select(p => p.Partner)], covered, own.Total + own.Tasks.Count)
        )
            shown.Add(own);
        return shown;
    }

    /// <summary>Whether the deal's own conversation is shown. Pure.</summary>
    /// <param name="partners">Those with a part in the deal.</param>
    /// <param name="covered">Those of them who talk on their registration.</param>
    /// <param name="said">How much there is in it already.</param>
    public static bool StandsAlone(IReadOnlyCollection<PartnerId> partners, IReadOnlySet<PartnerId> covered, int said) =>
        said > 0 || covered.Count == 0 || partners.Any(p => !covered.Contains(p));
}
