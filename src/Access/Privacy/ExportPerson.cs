using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Platform.Data;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Privacy;

/// <summary>
/// What this workspace keeps of a person, as a zip with <c>person.json</c> and <c>person.html</c> (GDPR, articles 15 and 20). That it was given
/// out is recorded before it is.
/// </summary>
public sealed class ExportPerson(EntenteDb db, Actor actor, Persons persons, PrivacyDesk desk, Workspaces workspaces, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task<Result<byte[]>> Run(PrivacyCaseId id, CancellationToken ct)
    {
        if (PrivacyFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        if (await db.Set<PrivacyCase>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } found || desk.About(found) is not { } about)
            return PrivacyFaults.NotFound;
        var now = clock.GetUtcNow();
        found.Exported(now);
        db.Witness("person.exported", new("privacy_case", id.Value));
        await db.SaveChangesAsync(ct);
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var tables = await persons.Export(await desk.Sought(about, ct), ct);
        using var bytes = new MemoryStream();
        await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var json = JsonSerializer.Serialize(
                new
                {
                    workspace = workspace.Name,
                    about,
                    at = now,
                    tables,
                },
                Readable
            );
            await Put(zip, "person.json", json, ct);
            await Put(zip, "person.html", Page(workspace.Name, about, now, tables), ct);
        }
        return bytes.ToArray();
    }

    private static async Task Put(ZipArchive zip, string name, string text, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
    }

    private static string Page(string workspace, string about, DateTimeOffset now, IReadOnlyList<ExportedTable> tables)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append(
                "<style>body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.2rem 1rem;border-top:1px solid #ccc;padding-top:.6rem}dt{color:#555}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}</style>"
            )
            .Append(Invariant($"<title>{Html(about)}</title><h1>What {Html(workspace)} keeps of {Html(about)}</h1>"))
            .Append(
                Invariant($"<p>As of {now:yyyy-MM-dd HH:mm} UTC, in this workspace. Where others name you, only that place is shown.</p>")
            );
        if (tables.Count == 0)
            page.Append("<p>Nothing.</p>");
        foreach (var table in tables)
        {
            page.Append(Invariant($"<h2>{Html(table.Room)}: {Html(table.Title)}</h2>"));
            foreach (var row in table.Rows)
            {
                page.Append("<dl>");
                foreach (
                    var (label, value) in row.Values.Concat(row.NamedIn.Select(n => KeyValuePair.Create(n.Key + " (names you)", n.Value)))
                )
                    page.Append(Invariant($"<dt>{Html(label)}</dt><dd>{Html(value)}</dd>"));
                page.Append("</dl>");
            }
        }
        return page.Append("</html>").ToString();
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
