using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Registrations.Away;
using Entente.Registrations.Sign;
using Entente.Ui;

namespace Entente.Registrations.Portal;

/// <summary>A card of Today: approvals that wait for the reader's signature, or for that of somebody in whose place they stand.</summary>
internal sealed class SignaturesToday(SigningQueue queue, PartnersApi partners, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 10;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadRegistrations))
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var waiting = await queue.Mine(AwayRights.Today(now, workspace.TimeZone), Shown, ct);
        if (waiting.Count == 0)
            return null;
        var cards = await partners.Cards([.. waiting.Select(w => w.Partner).Distinct()], ct);
        var root = $"/w/{workspace.Slug}/registrations";
        return new("signatures", "To sign", TodayPlace.Card, waiting.Count, [.. waiting.Select(w => Row(w, cards, root))])
        {
            Sentence = $"{Format.Words(waiting.Count)} {(waiting.Count == 1 ? "approval waits" : "approvals wait")} for your signature.",
        };
    }

    private static TodayRow Row(SigningQueue.Waiting waiting, IReadOnlyDictionary<PartnerId, PartnerCard> cards, string root) =>
        new(waiting.Company, $"{root}/{waiting.Number}")
        {
            Sub = waiting.Number,
            Partner = new(cards.GetValueOrDefault(waiting.Partner)?.Name ?? "", waiting.Partner.Value),
            Clock = waiting.Due is { } due ? new(due, waiting.From) : null,
            Value = waiting.AmountMinor is { } minor ? Format.Money(new Money(minor, waiting.Currency)) : null,
        };
}
