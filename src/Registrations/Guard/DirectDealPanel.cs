using Entente.Access;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Guard;

/// <summary>
/// Inside the CRM, beside the deal and the account: the guard of a protected account, and the reason. Beside a deal it does not wait for the
/// watch: whoever opens the panel first meets it.
/// </summary>
internal sealed class DirectDealPanel(
    PipelineApi pipeline,
    DirectDealQuery query,
    DirectDealGuard guard,
    PartnersApi partners,
    AnswerDirectDeal answer,
    Actor actor
) : IPanelSection
{
    public const string Section = "direct-deals";

    public string Name => Section;

    public async ValueTask<PanelPart?> Of(PanelVisit visit, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadRegistrations))
            return null;
        var deals = await Deals(visit.Record, ct);
        var cards = await Cards(deals, visit.Record.Kind is CrmObject.Deal, ct);
        if (cards.Count == 0)
            return null;
        var refused = visit.Refused is { } form && form.Section == Name ? form : null;
        var open = cards.Where(c => c.IsOpen).ToList();
        return new()
        {
            Sections = [new(open.Count > 0 ? 90 : 450, content => Render(content, cards, visit.Record.Root, refused))],
            Lines = [.. open.Take(1).Select(c => new PanelLine(40, $"Protected for {c.PartnerName}", "Say why it goes direct", Tone.Warn))],
        };
    }

    public async ValueTask<PanelDone> Do(PanelRecord record, IFormCollection form, CancellationToken ct)
    {
        // The proof is for this record: whatever else a form names is not answered here.
        if (
            !Ids.TryParse<OpportunityId>(form["deal"], out var deal)
            || (await Deals(record, ct)).All(d => d.Id != deal)
            || !actor.May(Permissions.ReadRegistrations)
        )
            return new(Refused: Refusals.NoDirectDeal);
        var result = await answer.Run(DirectDealForm.Of(form).Read(deal), ct);
        return result.Ok ? new("The reason is on record.") : new(Refused: result.Problem);
    }

    private async Task<IReadOnlyList<OpportunityCard>> Deals(PanelRecord record, CancellationToken ct) =>
        record.Kind is CrmObject.Deal
            ? await pipeline.ByCrmId(record.Connection, record.CrmId, ct) is { } deal
                ? [deal]
                : []
            : record.Account is { } account
                ? await pipeline.OpenOn([account], ct)
                : [];

    private async Task<IReadOnlyList<DirectDealCard>> Cards(IReadOnlyList<OpportunityCard> deals, bool isDeal, CancellationToken ct)
    {
        if (deals.Count == 0)
            return [];
        var ids = deals.Select(d => d.Id.Value).ToArray();
        var known = await query.Load(q => ids.Contains(q.OpportunityId), ct);
        if (known.Count > 0 || !isDeal || await guard.Judge(deals[0], ct) is not { } holder)
            return known;
        var deal = deals[0];
        return
        [
            new(
                deal.Id,
                deal.Name,
                deal.Owner?.Name,
                deal.Owner?.Person,
                holder.Id,
                holder.Number,
                holder.Partner,
                (await partners.Get(holder.Partner, ct))?.Name ?? "A partner",
                holder.Company,
                holder.ProtectedUntil,
                null,
                null,
                DirectDealState.Open,
                null,
                null,
                null,
                null,
                query.May(deal)
            ),
        ];
    }

    private static void Render(
        Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder content,
        IReadOnlyList<DirectDealCard> cards,
        string root,
        PanelRefusedForm? refused
    )
    {
        content.OpenComponent<DirectDealSection>(0);
        content.AddComponentParameter(1, nameof(DirectDealSection.Cards), cards);
        content.AddComponentParameter(2, nameof(DirectDealSection.Root), root);
        if (refused is not null && Ids.TryParse<OpportunityId>(refused.Form["deal"], out var deal))
        {
            content.AddComponentParameter(3, nameof(DirectDealSection.Refused), (OpportunityId?)deal);
            content.AddComponentParameter(4, nameof(DirectDealSection.Form), DirectDealForm.Of(refused.Form));
            content.AddComponentParameter(
                5,
                nameof(DirectDealSection.Problem),
                refused.Problem is { Fields: not null } wrong ? wrong : null
            );
        }
        content.CloseComponent();
    }
}
