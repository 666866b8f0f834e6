using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>Who reads a message.</summary>
public enum ReadBy
{
    /// <summary>Staff who may read the record.</summary>
    Internal,

    /// <summary>They and the people of its partner.</summary>
    Shared,
}

/// <param name="Audience">For staff to say; what a partner writes is shared.</param>
/// <param name="SubmissionId">At most 64 characters. The same one again is the same message.</param>
public sealed record MessageInput(SubjectRef About, ReadBy? Audience, string? Text, string? SubmissionId)
{
    /// <summary>With which partner it is shared: for staff to say, though there be one only.</summary>
    public PartnerId? With { get; init; }

    /// <summary>Somebody to name who is not named in the text.</summary>
    public PersonId? Mention { get; init; }

    /// <summary>At most <see cref="Uploads.MostFiles"/>, judged by their content.</summary>
    public IReadOnlyList<Upload> Files { get; init; } = [];

    /// <summary>When it was said, where that was elsewhere and it comes later, or in another order.</summary>
    internal DateTimeOffset? SaidAt { get; init; }

    /// <summary>The kept mail that it came with.</summary>
    internal FromMail? Mail { get; init; }
}

/// <summary>With which mail a message came.</summary>
/// <param name="Outsider">Its sender, when nothing proves who that is: staff put it here.</param>
internal sealed record FromMail(InboundMailId Id, string MessageId, string? Outsider = null);

/// <summary>Somebody says something about a record: to colleagues alone, or to both sides.</summary>
public sealed class PostMessage
{
    public const int Longest = 20_000;

    public const string FilesField = "files";

    private static readonly TimeSpan Longago = TimeSpan.FromHours(1);

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ThreadHosts hosts;
    private readonly ResolveAudience audience;
    private readonly NamePeople names;
    private readonly FileStore files;

    internal PostMessage(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        ThreadHosts hosts,
        ResolveAudience audience,
        NamePeople names,
        FileStore files
    ) =>
        (this.db, this.actor, this.clock, this.hosts, this.audience, this.names, this.files) = (
            db,
            actor,
            clock,
            hosts,
            audience,
            names,
            files
        );

    public async Task<Result> Run(MessageInput input, CancellationToken ct)
    {
        if (await hosts.Find(input.About, ct) is not { } place || actor.Kind is not (ActorKind.Staff or ActorKind.Partner))
            return Refusals.NoThread;
        if (actor.Kind is ActorKind.Partner && !PartnerRights.May(actor, PartnerRights.Talk))
            return Refusals.MayNotWrite;
        if (input.SubmissionId is not { Length: > 0 and <= 64 } submission)
            return Refusals.NoSubmissionId;
        var (side, unheard) = await audience.Run(place, input.Audience, input.With, ct);
        var text = TypedText.Lines(input.Text);
        if (
            Faults.Of(
                text.Length == 0 ? Refusals.NoText
                    : text.Length > Longest ? Refusals.TooLong
                    : null,
                unheard,
                Uploads.WhyNot(input.Files, FilesField, Refusals.TooManyFiles)
            ) is
            { } wrong
        )
            return wrong;
        var named = await names.In(
            text,
            input.Mention,
            place,
            side?.Partner,
            lenient: input.Mail is not null || actor.Channel is Channel.Slack or Channel.Teams,
            ct
        );
        if (named.Problem is { } nobody)
            return nobody;

        var now = clock.GetUtcNow();
        // Said before it came; never in the time to come, and not so long ago that nobody would look there.
        if (input.SaidAt is { } said && said < now && now - said < Longago)
            now = said;
        var what = What(input, side, named.Text, submission);
        // Whoever answers from a page has read what stands there.
        var reads = actor is { Person: { } me, Channel: Channel.Web or Channel.Link } && input.Mail is null ? me : (PersonId?)null;
        List<string> locks = ["message:" + what.Submission];
        if (reads is { } reader)
            locks.Add(SeenMarks.Key(place.Subject, reader));
        await using var held = await db.Hold(locks, ct);
        if (
            await db.Set<SharedMessage>().AnyAsync(m => m.Submission == what.Submission, ct)
            || (actor.IsStaff && await db.Set<InternalMessage>().AnyAsync(m => m.Submission == what.Submission, ct))
        )
            return Result.Done;
        Guid id;
        if (side is not null)
        {
            var message = SharedMessage.Write(place, side.Partner, what, now);
            db.Add(message);
            id = message.Id.Value;
        }
        else
        {
            var note = InternalMessage.Write(place, what, named.People.Count > 0, now);
            db.Add(note);
            id = note.Id.Value;
        }
        Beside(id, place, side?.Partner, input.Files, named, now);
        if (reads is { } one)
            await SeenMarks.Set(db, place.Subject, one, now, ct);
        await held.Save(ct);
        return Result.Done;
    }

    private void Beside(Guid id, ThreadPlace place, PartnerId? with, IReadOnlyList<Upload> uploads, Named named, DateTimeOffset now)
    {
        foreach (var upload in uploads)
            db.Add(MessageFile.Of(id, place.Subject, with, files.Keep(upload), actor.Person, now));
        foreach (var one in named.People.DistinctBy(p => p.Person))
            db.Add(
                new MessageMention
                {
                    MessageId = id,
                    PersonId = one.Person,
                    PartnerId = with ?? default,
                    Written = one.Written,
                }
            );
        foreach (var term in SearchTerms.Of(named.Text))
            db.Add(
                new MessageTerm
                {
                    Term = term,
                    MessageId = id,
                    PartnerId = with ?? default,
                    At = now,
                }
            );
    }

    private Written What(MessageInput input, ThreadSide? side, string text, string submission)
    {
        var outsider = input.Mail?.Outsider;
        return new(
            outsider is null ? actor.Person : null,
            outsider ?? (actor.Name.Length > 0 ? actor.Name : side?.Name ?? ""),
            outsider is null && actor.IsStaff,
            text,
            input.Mail is null ? actor.Channel : Channel.Mail,
            // A form's id is nobody else's: two people who send the same one have each said something.
            input.Mail
                is { } mail
                ? $"mail-{mail.Id.Value:N}"
                : $"{(actor.Person?.Value ?? side?.Partner.Value ?? Guid.Empty):N}:{submission}",
            input.Mail?.Id,
            input.Mail?.MessageId is { Length: > 0 } own ? own : null,
            outsider is null ? null : actor.Person
        );
    }
}
