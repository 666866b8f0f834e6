using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline.Work;
using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Pipeline.Talk;

/// <summary>
/// What is shared about a deal stands on its timeline in the CRM, each message and each task that is done once: a note whose id is theirs, so that
/// writing it again changes nothing.
/// </summary>
internal sealed class TellDealTimeline(ThreadReader threads, PipelineApi pipeline, PartnersApi partners, CrmApi crm)
    : IHandle<MessageShared>,
        IHandle<SharedTaskDone>
{
    public async Task Handle(MessageShared what, Telling telling, CancellationToken ct)
    {
        if (await Deal(what.About, ct) is not { } deal)
            return;
        foreach (var m in await threads.Shared(what.About, what.Message, ct))
            crm.Stage(
                deal.Connection,
                DealDesk.Note(
                    deal,
                    $"message-{m.Id.Value:N}",
                    $"{m.Author} wrote",
                    $"{await Signed(m.Author, m.ByStaff, m.With, ct)}:\n\n{m.Text}",
                    m.At
                )
            );
    }

    public async Task Handle(SharedTaskDone what, Telling telling, CancellationToken ct)
    {
        if (await Deal(what.About, ct) is not { } deal)
            return;
        foreach (var t in await threads.Done(what.About, what.Task, ct))
            crm.Stage(
                deal.Connection,
                DealDesk.Note(
                    deal,
                    $"task-{t.Id.Value:N}",
                    "A task is done",
                    $"{await Signed(t.By, t.ByStaff, t.With, ct)}: {t.Title}",
                    t.At
                )
            );
    }

    // A deal whose record has not come in yet has no timeline here.
    private async Task<OpportunityCard?> Deal(SubjectRef about, CancellationToken ct) =>
        about.Kind == PipelineApi.SubjectKind && await pipeline.Get(new(about.Id), ct) is { Gone: false, Url.Length: > 0 } deal
            ? deal
            : null;

    // The CRM's people read which partner it was: their timeline is the vendor's own.
    private async Task<string> Signed(string author, bool byStaff, PartnerId with, CancellationToken ct)
    {
        var partner = (await partners.Get(with, ct))?.Name ?? "";
        return byStaff ? $"{author} to {partner}" : $"{author} ({partner})";
    }
}
