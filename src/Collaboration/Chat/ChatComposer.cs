using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Chat;

/// <summary>A notification as its reader may know it at this moment.</summary>
/// <param name="Audience">Who reads an answer; null: it cannot be answered.</param>
/// <param name="Readers">The same in a sentence.</param>
internal sealed record ChatNotice(MailDraft Mail, NoticeEvent What, ReadBy? Audience, PartnerId? With, string? Readers)
{
    /// <summary>What is to be decided, where that is so and it is the reader’s.</summary>
    public ChatDecision? Decision { get; init; }

    /// <summary>Why it can be declined.</summary>
    public IReadOnlyList<(string Key, string Label)> Reasons { get; init; } = [];

    /// <summary>What the partner can be asked for.</summary>
    public IReadOnlyList<(string Key, string Label)> Topics { get; init; } = [];
}

/// <summary>A shared message as the partner may know it.</summary>
/// <param name="Title">Of the record; where a thread begins.</param>
/// <param name="Readers">Who reads an answer, in a sentence; where a thread begins.</param>
internal sealed record ChatMessage(string Author, string Company, string Text, string Title, string Readers, PartnerId With);

/// <summary>Looks up what a chat may show, whichever chat: nobody reads there what their pages would not show them.</summary>
internal sealed class ChatComposer(
    EntenteDb db,
    ThreadHosts hosts,
    AccessApi access,
    Fields fields,
    Workspaces workspaces,
    IServiceScopeFactory scopes
)
{
    public async Task<ChatNotice> Notice(Channel chat, MailDraft mail, NoticeEvent what, MemberCard reader, CancellationToken ct)
    {
        var outside = reader.Side is MemberSide.Partner;
        var actor = outside
            ? await access.PartnerActor(reader.Person.Id, reader.Partner!.Value, chat, ct)
            : await access.StaffActor(reader.Person.Id, chat, ct);
        var place = actor is null ? null : await PlaceFor(mail.About, actor, ct);
        var audience = place is null ? (ReadBy?)null : ChatNotices.Audience(outside, what, mail.Once);
        var side = place?.Sides.Count == 1 ? place.Sides[0] : null;
        // With several partners an answer has no reader by itself.
        if (audience is ReadBy.Shared && side is null)
            audience = null;
        var open = actor is not null && !outside && ChatNotices.Decides(what) ? await Decision(mail.About, actor, ct) : null;
        return new(
            mail,
            what,
            audience,
            audience is ReadBy.Shared ? side!.Partner : null,
            audience is null ? null : await Readers(audience.Value, side, ct)
        )
        {
            Decision = open?.Now,
            Reasons = open?.Reasons ?? [],
            Topics = open?.Topics ?? [],
        };
    }

    /// <summary>Null where the partner is shown no messages.</summary>
    public async Task<ChatMessage?> Message(MessageId? id, CancellationToken ct)
    {
        var message = await db.Set<SharedMessage>().AsNoTracking().SingleAsync(m => m.Id == id, ct);
        if (await hosts.Find(message.Subject, ct) is not { } place || place.Side(message.PartnerId) is not { } side)
            return null;
        var shown = await fields.ForPartner(side.Partner, null, ct);
        if (!ThreadPlace.Opens(shown))
            return null;
        var company = message.ByStaff ? (await workspaces.Get(db.Workspace, ct)).Name : side.Name;
        var title = place.TitleFor(shown) is { } name ? $"{place.Number} · {name}" : place.Number;
        return new(message.AuthorName, company, message.Text, title, await Readers(ReadBy.Shared, side, ct), side.Partner);
    }

    private async Task<string> Readers(ReadBy audience, ThreadSide? side, CancellationToken ct)
    {
        var vendor = (await workspaces.Get(db.Workspace, ct)).Name;
        return audience is ReadBy.Shared ? $"{vendor} and {side!.Name} both read it." : $"Only {vendor}’s staff read it.";
    }

    // As they see it: somebody whose role or scope shows them none of it gets no thread that stands for it.
    private async Task<ThreadPlace?> PlaceFor(SubjectRef about, Actor actor, CancellationToken ct)
    {
        await using var scope = As(actor);
        return await scope.ServiceProvider.GetRequiredService<ThreadHosts>().Find(about, ct);
    }

    private async Task<Open?> Decision(SubjectRef about, Actor actor, CancellationToken ct)
    {
        await using var scope = As(actor);
        var room = scope.ServiceProvider.GetServices<IChatDecisions>().FirstOrDefault(d => d.Kind == about.Kind);
        return room is not null && await room.Load(about, ct) is { MayDecide: true } now ? new(now, room.Reasons, room.Topics) : null;
    }

    private sealed record Open(
        ChatDecision Now,
        IReadOnlyList<(string Key, string Label)> Reasons,
        IReadOnlyList<(string Key, string Label)> Topics
    );

    private AsyncServiceScope As(Actor actor)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        return scope;
    }
}
