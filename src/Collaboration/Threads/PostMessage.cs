using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
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

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ThreadHosts hosts;
    private readonly Fields fields;

    internal PostMessage(EntenteDb db, Actor actor, TimeProvider clock, ThreadHosts hosts, Fields fields) =>
        (this.db, this.actor, this.clock, this.hosts, this.fields) = (db, actor, clock, hosts, fields);

    public async Task<Result> Run(MessageInput input, CancellationToken ct)
    {
        if (await hosts.Find(input.About, ct) is not { } place || actor.Kind is not (ActorKind.Staff or ActorKind.Partner))
            return Refusals.NoThread;
        if (input.SubmissionId is not { Length: > 0 and <= 64 } submission)
            return Refusals.NoSubmissionId;
        var audience = actor.IsStaff ? input.Audience : ReadBy.Shared;
        var text = Clean(input.Text);
        if (
            Faults.Of(
                text.Length == 0 ? Refusals.NoText
                    : text.Length > Longest ? Refusals.TooLong
                    : null,
                audience is null ? Refusals.NoAudience : null
            ) is
            { } wrong
        )
            return wrong;
        if (audience is ReadBy.Shared && !await Open(place, ct))
            return actor.IsStaff ? Refusals.NotShared : Refusals.NoThread;

        var now = clock.GetUtcNow();
        var what = What(input, place, text, submission);
        await using var held = await db.Hold(["message:" + what.Submission], ct);
        if (
            await db.Set<SharedMessage>().AnyAsync(m => m.Submission == what.Submission, ct)
            || (actor.IsStaff && await db.Set<InternalMessage>().AnyAsync(m => m.Submission == what.Submission, ct))
        )
            return Result.Done;
        if (audience is ReadBy.Shared)
            db.Add(SharedMessage.Write(place, what, now));
        else
            db.Add(InternalMessage.Write(place, what, now));
        await held.Save(ct);
        return Result.Done;
    }

    // What a partner's person may not read they may not write to either; staff share what some of that partner's people read.
    private async Task<bool> Open(ThreadPlace place, CancellationToken ct) =>
        (actor.IsStaff ? await fields.ForPartner(place.Partner, place.Submitter, ct) : await fields.For(actor, ct)).Shows(
            place.SafeObject,
            ThreadPlace.MessageField
        );

    private Written What(MessageInput input, ThreadPlace place, string text, string submission)
    {
        var outsider = input.Mail?.Outsider;
        return new(
            outsider is null ? actor.Person : null,
            outsider ?? (actor.Name.Length > 0 ? actor.Name : place.PartnerName),
            outsider is null && actor.IsStaff,
            text,
            input.Mail is null ? actor.Channel : Channel.Mail,
            // A form's id is nobody else's: two people who send the same one have each said something.
            input.Mail
                is { } mail
                ? $"mail-{mail.Id.Value:N}"
                : $"{(actor.Person?.Value ?? place.Partner.Value):N}:{submission}",
            input.Mail?.Id,
            input.Mail?.MessageId is { Length: > 0 } own ? own : null,
            outsider is null ? null : actor.Person
        );
    }

    private static string Clean(string? text) =>
        new string([.. (text ?? "").ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))]).Trim();
}
