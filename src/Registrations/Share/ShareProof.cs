using System.Globalization;
using System.Security.Cryptography;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Registrations.Share;

/// <summary>
/// The proof that somebody reads the mails of the address a share is for: a sealed value that is mailed there and holds for a day. Following the mailed
/// address changes nothing (mail scanners do that); its button lets that browser keep the proof.
/// </summary>
public sealed class ShareProof(EntenteDb db, SecretBox box, MailQueue mails, Workspaces workspaces, TimeProvider clock)
{
    /// <summary>How long a proof holds from its mail on.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(1);

    // A sealed id with its end is a good two hundred characters.
    internal const int Longest = 1_000;
    internal const string Purpose = "claim-share";

    internal bool Holds(ClaimShareId share, string? proof)
    {
        try
        {
            return proof is { Length: > 0 and <= Longest }
                && box.Open(Purpose, proof).Split('.') is [var id, var ends]
                && id == share.Value.ToString("N")
                && clock.GetUtcNow().ToUnixTimeSeconds() < long.Parse(ends, CultureInfo.InvariantCulture);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Once an hour at most, however often it is asked for.</summary>
    /// <param name="here">The absolute address of the share.</param>
    internal async Task Mail(ClaimShareId share, string address, string here, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var workspace = await workspaces.Get(db.Workspace, ct);
        var proof = box.Close(Purpose, $"{share.Value:N}.{(now + Lasts).ToUnixTimeSeconds()}");
        await mails.Stage(
            new(
                Once: $"share:{share.Value:N}:{now.ToUnixTimeSeconds() / 3_600}",
                About: share.Subject,
                ToPerson: null,
                address,
                // The words for whom it is are the own of whoever shared it.
                ToName: address,
                Subject: "Open what was shared with you",
                Verdict: $"{workspace.Name}: one click, and you see it",
                Paragraphs:
                [
                    "Somebody shared the standing of a deal with this address, and nobody else is to open it. The button works for a day.",
                    "If it was not you who asked for this mail, ignore it.",
                ],
                Facts: [],
                Button: ("Open it", $"{here}?proof={Uri.EscapeDataString(proof)}"),
                Why: "You get this because this address was typed on the page of a shared deal."
            )
            {
                Asked = true,
            },
            ct
        );
        await db.SaveChangesAsync(ct);
    }
}
