using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>Says something about a message with one click, or takes it back. Tells nobody.</summary>
public sealed class React
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ThreadQuery threads;

    internal React(EntenteDb db, Actor actor, TimeProvider clock, ThreadQuery threads) =>
        (this.db, this.actor, this.clock, this.threads) = (db, actor, clock, threads);

    /// <param name="message">Of the conversation about this record, as far as whoever acts reads it.</param>
    public async Task<Result> Run(SubjectRef about, Guid message, ReactionKind kind, CancellationToken ct)
    {
        if (await threads.Head(about, ct) is null)
            return Refusals.NoThread;
        if (actor.Person is not { } person || (!actor.IsStaff && !PartnerRights.May(actor, PartnerRights.Talk)))
            return Refusals.MayNotReact;
        if (await Of(about, message, ct) is not { } with)
            return Refusals.NoMessage;
        await using var held = await db.Hold([$"reaction:{message:N}:{person.Value:N}"], ct);
        if (
            await db.Set<MessageReaction>()
                .SingleOrDefaultAsync(r => r.MessageId == message && r.PersonId == person && r.Kind == kind, ct) is
            { } known
        )
            db.Remove(known);
        else
            db.Add(
                new MessageReaction
                {
                    MessageId = message,
                    PersonId = person,
                    Kind = kind,
                    PartnerId = with,
                    At = clock.GetUtcNow(),
                }
            );
        await held.Save(ct);
        return Result.Done;
    }

    // Whose the message is; nobody's: it is internal. Null: there is none for whoever acts.
    private async Task<PartnerId?> Of(SubjectRef about, Guid message, CancellationToken ct)
    {
        var (shared, note) = (MessageId.From(message), NoteId.From(message));
        if (
            await db.Set<SharedMessage>()
                .Where(m => m.Id == shared && m.SubjectKind == about.Kind && m.SubjectId == about.Id)
                .Select(m => (PartnerId?)m.PartnerId)
                .SingleOrDefaultAsync(ct) is
            { } with
        )
            return with;
        return
            actor.IsStaff
            && await db.Set<InternalMessage>().AnyAsync(m => m.Id == note && m.SubjectKind == about.Kind && m.SubjectId == about.Id, ct)
            ? default(PartnerId)
            : null;
    }
}
