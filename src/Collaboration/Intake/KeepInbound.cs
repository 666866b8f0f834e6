using System.Security.Cryptography;
using System.Text;
using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Model;
using Entente.Collaboration.Replies;
using Entente.Collaboration.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Intake;

/// <summary>
/// Puts a mail that a relay hands over into the workspaces it is for: the original whole, and what it is. Judged, not acted upon: whatever may
/// not act by itself stands in quarantine; what may is handled by a job of the same commit.
/// </summary>
internal sealed class KeepInbound(IServiceScopeFactory scopes, Workspaces workspaces, MailSettings settings, TimeProvider clock)
{
    public MailDoor Door => new(Knows, Keep);

    public async Task<bool> Knows(string recipient, CancellationToken ct) =>
        IntakeAddress.Slug(recipient) is { } slug && await workspaces.Find(slug, ct) is not null;

    /// <summary>Durable in every workspace it is for when this returns. The same mail handed over again is kept once.</summary>
    public async Task Keep(ReceivedMail mail, CancellationToken ct)
    {
        var read = MimeReader.Read(mail.Raw);
        var parts = ReplyReader.Read(read.Text);
        foreach (
            var one in mail
                .Recipients.Distinct(StringComparer.OrdinalIgnoreCase)
                .GroupBy(r => IntakeAddress.Slug(r) ?? "", StringComparer.Ordinal)
        )
            if (await workspaces.Find(one.Key, ct) is { } workspace)
            {
                // By whom it was handed over for here, and not by what its headers say of others.
                string[] recipients = [.. one.Order(StringComparer.OrdinalIgnoreCase)];
                await Keep(workspace.Id, mail, read, MailRules.Of(read, parts, settings, recipients), recipients, ct);
            }
    }

    /// <summary>For one workspace, whomever its recipients name: it was handed over there.</summary>
    /// <param name="relays">Whose word on its sender is believed.</param>
    public Task Keep(WorkspaceId workspace, ReceivedMail mail, IReadOnlyList<string> relays, CancellationToken ct)
    {
        var read = MimeReader.Read(mail.Raw);
        string[] recipients = [.. mail.Recipients.Order(StringComparer.OrdinalIgnoreCase)];
        var verdict = MailRules.Of(read, ReplyReader.Read(read.Text), settings with { TrustedRelays = relays }, recipients);
        return Keep(workspace, mail, read, verdict, recipients, ct);
    }

    private async Task Keep(
        WorkspaceId workspace,
        ReceivedMail mail,
        ReadMail read,
        MailVerdict verdict,
        IReadOnlyList<string> recipients,
        CancellationToken ct
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Mail));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var digest = Digest(mail, recipients);
        await using var held = await db.Hold(["mail:" + Convert.ToHexString(digest)], ct);
        if (await db.Set<InboundMail>().AnyAsync(m => m.Digest == digest, ct))
            return;
        if (
            verdict.WhyOfKnown is { } why
            && await scope.ServiceProvider.GetRequiredService<AccessApi>().Member(read.From[0].Address, ct)
                is { Active: true, Side: MemberSide.Partner }
        )
            verdict = verdict with { Act = MailAct.Hold, Why = why };
        var now = clock.GetUtcNow();
        var kept = new InboundMail
        {
            Id = Ids.New<InboundMailId>(now),
            ReceivedAt = now,
            EnvelopeFrom = Words(mail.From),
            Recipients = Words(string.Join(' ', recipients)),
            FromAddress = Words(read.From.Count > 0 ? read.From[0].Address : ""),
            Subject = Words(read.Subject),
            MessageId = Words(read.MessageId),
            Kind = verdict.Kind,
            Act = verdict.Act,
            Size = mail.Raw.Length,
            Digest = digest,
        }.Judged(Words(verdict.Why), verdict.Act is MailAct.Hold);
        db.Add(kept);
        if (verdict.Act is MailAct.FileReply or MailAct.Register or MailAct.AskMissing)
            db.Enqueue(new ActOnMail(kept.Id));
        else if (verdict.Act is MailAct.NoteBounce)
            db.Enqueue(new NoteBounce(kept.Id));
        for (var (at, no) = (0, 0); at < mail.Raw.Length; at += InboundPiece.Most, no++)
            db.Add(
                new InboundPiece
                {
                    MailId = kept.Id,
                    No = no,
                    Bytes = mail.Raw.AsSpan(at, Math.Min(InboundPiece.Most, mail.Raw.Length - at)).ToArray(),
                }
            );
        await held.Save(ct);
    }

    // Without the trace on top.
    private static byte[] Digest(ReceivedMail mail, IReadOnlyList<string> recipients)
    {
        var body = mail.Raw.AsSpan();
        for (var line = 0; line < mail.Trace && body.IndexOf("\r\n"u8) is >= 0 and var end; line++)
            body = body[(end + 2)..];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{mail.From}\n{string.Join('\n', recipients).ToLowerInvariant()}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static string Words(string text)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        return clean.Length <= InboundMail.LongestWords
            ? clean
            : clean[
                ..(char.IsHighSurrogate(clean[InboundMail.LongestWords - 1]) ? InboundMail.LongestWords - 1 : InboundMail.LongestWords)
            ];
    }
}
