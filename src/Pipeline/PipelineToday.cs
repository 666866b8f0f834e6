using Entente.Access;
using Entente.Pipeline.List;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;

namespace Entente.Pipeline;

/// <summary>A figure of Today: what partners' open deals are worth.</summary>
internal sealed class PipelineToday(PipelineList list, Actor actor) : ITodayItem
{
    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPipeline))
            return null;
        var side = await list.Partners(ct);
        return side.Deals == 0
            ? null
            : new("pipeline", "Pipeline", TodayPlace.Card, 0, [])
            {
                Figures = [new("Partner pipeline", PipelineWords.Short(side.Worth), Format.Count(side.Deals, "open deal"))],
            };
    }
}
