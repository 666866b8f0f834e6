using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack.Out;

/// <summary>What is said, and whose conversation an answer is.</summary>
/// <param name="First">Where it begins a thread.</param>
/// <param name="Later">Where it stands in one.</param>
/// <param name="Audience">Who reads an answer; null: it cannot be answered.</param>
internal sealed record Composed(SlackWords First, SlackWords Later, ReadBy? Audience, PartnerId? With);

/// <summary>Puts what is told into words, as its reader may know it at this moment.</summary>
internal sealed class SlackComposer(
    EntenteDb db,
    ThreadHosts hosts,
    AccessApi access,
    Fields fields,
    Workspaces workspaces,
    IServiceScopeFactory scopes
)
{
    public async Task<Composed> Notice(MailDraft mail, NoticeEvent what, MemberCard reader, CancellationToken ct)
    {
        var outside = reader.Side is MemberSide.Partner;
        var actor = outside
            ? await access.PartnerActor(reader.Person.Id, reader.Partner!.Value, Channel.Slack, ct)
            : await access.StaffActor(reader.Person.Id, Channel.Slack, ct);
        var place = actor is null ? null : await PlaceFor(mail.About, actor, ct);
        var audience = place is null ? (ReadBy?)null : SlackNotice.Audience(outside, what, mail.Once);
        var side = place?.Sides.Count == 1 ? place.Sides[0] : null;
        // With several partners an answer has no reader by itself.
        if (audience is ReadBy.Shared && side is null)
            audience = null;
        var words = SlackNotice.Of(
            mail,
            what,
            audience is null ? null : await Readers(audience.Value, side, ct),
            actor is not null && !outside && SlackNotice.Decides(what) ? await Decision(mail.About, actor, ct) : null,
            mail.About.ToString()
        );
        return new(words, words, audience, audience is ReadBy.Shared ? side!.Partner : null);
    }

    /// <summary>Null where the partner is shown no messages.</summary>
    public async Task<Composed?> Message(SlackPost post, CancellationToken ct)
    {
        var message = await db.Set<SharedMessage>().AsNoTracking().SingleAsync(m => m.Id == post.Message, ct);
        if (await hosts.Find(message.Subject, ct) is not { } place || place.Side(message.PartnerId) is not { } side)
            return null;
        var shown = await fields.ForPartner(side.Partner, null, ct);
        if (!ThreadPlace.Opens(shown))
            return null;
        var company = message.ByStaff ? (await workspaces.Get(db.Workspace, ct)).Name : side.Name;
        var title = place.TitleFor(shown) is { } name ? $"{place.Number} · {name}" : place.Number;
        return new(
            SlackNotice.Message(message.AuthorName, company, message.Text, title, await Readers(ReadBy.Shared, side, ct)),
            SlackNotice.Message(message.AuthorName, company, message.Text, null, null),
            ReadBy.Shared,
            side.Partner
        );
    }

    private async Task<string> Readers(ReadBy audience, ThreadSide? side, CancellationToken ct)
    {
        var vendor = (await workspaces.Get(db.Workspace, ct)).Name;
        return audience is ReadBy.Shared
            ? $"Answer in this thread: {vendor} and {side!.Name} both read it."
            : $"Answer in this thread: only {vendor}’s staff read it.";
    }

    // As they see it: somebody whose role or scope shows them none of it gets no thread that stands for it.
    private async Task<ThreadPlace?> PlaceFor(SubjectRef about, Actor actor, CancellationToken ct)
    {
        await using var scope = As(actor);
        return await scope.ServiceProvider.GetRequiredService<ThreadHosts>().Find(about, ct);
    }

    private async Task<ChatDecision?> Decision(SubjectRef about, Actor actor, CancellationToken ct)
    {
        await using var scope = As(actor);
        var room = scope.ServiceProvider.GetServices<IChatDecisions>().FirstOrDefault(d => d.Kind == about.Kind);
        return room is null ? null
            : await room.Load(about, ct) is { MayDecide: true } open ? open
            : null;
    }

    private AsyncServiceScope As(Actor actor)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        return scope;
    }
}
