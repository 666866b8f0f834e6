using System.Globalization;
using System.Security.Cryptography;
using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Portal;

/// <summary>
/// The addresses by which a link of an announcement is followed. Closed by the key ring, they name workspace, announcement, person, version of the text
/// and which of its links; where that leads is read from the text itself, so nobody can make one that leads elsewhere.
/// </summary>
internal sealed class NewsLinks(EntenteDb db, Actor actor, SecretBox box, TimeProvider clock)
{
    private const string Purpose = "announcement-link";

    /// <summary>A path of ours.</summary>
    /// <param name="link">Which of the links of all its texts, from 0.</param>
    public string To(string slug, AnnouncementId announcement, PersonId person, int text, int link) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/w/{slug}/news/{box.Close(Purpose, $"{db.Workspace.Value:N}.{announcement.Value:N}.{person.Value:N}.{text}.{link}")}"
        );

    /// <summary>Where it leads; null: it opens nothing here. Whoever is not that person leaves no trace of them.</summary>
    public async Task<string?> Follow(string token, CancellationToken ct)
    {
        if (Read(token) is not var (id, person, text, link))
            return null;
        // Who looks may be anybody; what the text links to is no secret of its makers.
        var ended = await db.Set<Announcement>()
            .IgnoreQueryFilters([Fences.Scope])
            .Where(a => a.Id == id)
            .Select(a => new { a.EndedAt })
            .SingleOrDefaultAsync(ct);
        if (ended is null or { EndedAt: not null })
            return null;
        var version = await db.Set<AnnouncementVersion>()
            .AsNoTracking()
            .SingleOrDefaultAsync(v => v.AnnouncementId == id && v.Number == text, ct);
        var links = version is null ? [] : Markup.Links(version.Read().Select(t => t.Body));
        if (link < 0 || link >= links.Count)
            return null;
        if (!actor.ReadOnly && (actor.Kind is ActorKind.Guest || actor.Person == person))
            await db.Write(
                """
                update announcement_recipient set clicked_at = $4
                 where workspace_id = $1 and announcement_id = $2 and person_id = $3 and clicked_at is null
                """,
                ct,
                db.Workspace.Value,
                id.Value,
                person.Value,
                clock.GetUtcNow().ToUniversalTime()
            );
        return links[link];
    }

    private (AnnouncementId, PersonId, int Text, int Link)? Read(string token)
    {
        try
        {
            var parts = box.Open(Purpose, token).Split('.');
            return
                parts.Length == 5
                && parts[0] == db.Workspace.Value.ToString("N")
                && Guid.TryParseExact(parts[1], "N", out var announcement)
                && Guid.TryParseExact(parts[2], "N", out var person)
                && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var text)
                && int.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var link)
                ? (new(announcement), new(person), text, link)
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
