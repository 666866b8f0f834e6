using System.Globalization;
using System.Security.Cryptography;
using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Collaboration.MailActs;

/// <summary>What an address in a mail is good for: one act on one record by one person.</summary>
/// <param name="Partner">Of a partner's person; null: staff.</param>
/// <param name="Seen">The record's turn when it was made: an act moves it on, and the address is used.</param>
public sealed record MailActKey(PersonId Person, PartnerId? Partner, string Act, Guid Subject, long Seen, DateTimeOffset Until)
{
    public static readonly TimeSpan Lives = TimeSpan.FromDays(30);

    /// <summary>When it was made: whoever was cut off since does nothing with it.</summary>
    public DateTimeOffset Since => Until - Lives;
}

/// <summary>Addresses in mails that act. Closed by the key ring, they name workspace, person, act and record; nothing is kept of them.</summary>
public sealed class MailActKeys
{
    private const string Purpose = "mail-act";

    private readonly EntenteDb db;
    private readonly SecretBox box;
    private readonly AccessApi access;
    private readonly TimeProvider clock;

    public MailActKeys(EntenteDb db, SecretBox box, AccessApi access, TimeProvider clock) =>
        (this.db, this.box, this.access, this.clock) = (db, box, access, clock);

    public string Close(MemberCard person, string act, Guid subject, long seen) =>
        box.Close(
            Purpose,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{db.Workspace.Value:N} {person.Person.Id.Value:N} {person.Partner?.Value:N} {act} {subject:N} {seen} {(clock.GetUtcNow() + MailActKey.Lives).ToUnixTimeSeconds()}"
            )
        );

    /// <summary>Null: it opens nothing here, is too old, or its reader is nobody any more.</summary>
    /// <returns>What it is good for, and its reader with the rights that they have now.</returns>
    public async Task<(MailActKey Key, Actor Reader)?> Open(string token, CancellationToken ct)
    {
        if (Read(token) is not { } key || key.Until < clock.GetUtcNow())
            return null;
        var reader = key.Partner is { } partner
            ? await access.PartnerActor(key.Person, partner, Channel.Mail, key.Since, ct)
            : await access.StaffActor(key.Person, Channel.Mail, key.Since, ct);
        return reader is null ? null : (key, reader);
    }

    private MailActKey? Read(string token)
    {
        try
        {
            var parts = box.Open(Purpose, token).Split(' ');
            return
                parts is [var workspace, var person, var partner, var act, var subject, var seen, var until]
                && workspace == db.Workspace.Value.ToString("N")
                ? new(
                    new(Guid.ParseExact(person, "N")),
                    partner.Length > 0 ? new PartnerId(Guid.ParseExact(partner, "N")) : null,
                    act,
                    Guid.ParseExact(subject, "N"),
                    long.Parse(seen, CultureInfo.InvariantCulture),
                    DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture))
                )
                : null;
        }
        catch (CryptographicException)
        {
            // The key ring says so of everything that it did not close.
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
