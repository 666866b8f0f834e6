using System.Security.Cryptography;
using System.Text;
using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tables;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Import;

/// <summary>
/// Keeps a file of claims as it came, and looks at how it is written. Nothing is registered. The same bytes again are the same file, wherever it
/// stands.
/// </summary>
internal sealed class UploadImport(EntenteDb db, Actor actor, FormShelf forms, TimeProvider clock)
{
    /// <summary>Of one file.</summary>
    public const int MostBytes = 32 << 20;

    /// <summary>Behind the header.</summary>
    public const int MostRows = 100_000;

    /// <summary>Of one partner: enough for anybody who registers, too little to look up a customer list.</summary>
    public const int FilesADay = 20;
    private const int MostColumns = 200;
    private const int SamplesKept = 3;

    public async Task<Result<ImportFileId>> Run(string? name, Stream? content, CancellationToken ct)
    {
        if (Owner(actor) is not { } owner || actor.Person is not { } person)
            return Refusals.PartnersOnly;
        if (content is null)
            return Refusals.NoFile;
        if (await CsvUpload.Bytes(content, MostBytes, ct) is not { } bytes)
            return Refusals.FileTooLarge;
        if (bytes.Length == 0)
            return Refusals.NoFile;
        if (CsvUpload.IsDocument(bytes))
            return Refusals.NotCsv;
        var now = clock.GetUtcNow();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await using var held = await db.Hold([$"import:{owner}:{hash}"], ct);
        if (await Same(owner, hash, ct) is { } known)
            return known;
        if (actor.Kind is ActorKind.Partner && await db.Set<ImportFile>().CountAsync(f => f.UploadedAt > now.AddDays(-1), ct) >= FilesADay)
            return Refusals.TooManyImports;
        var dialect = CsvDialect.Of(bytes);
        var (header, samples, rows) = await Look(bytes, dialect, ct);
        if (header.Count == 0 || rows == 0)
            return Refusals.NoHeader;
        if (header.Count > MostColumns || header.Any(h => h.Contains('\0', StringComparison.Ordinal)))
            return Refusals.NotCsv;
        if (rows > MostRows)
            return Refusals.TooManyRows(rows);

        var file = ImportFile.Keep(
            owner,
            person,
            (Called(name), hash, bytes.Length, rows),
            (dialect.Encoding, dialect.Separator, Json.Write(header), Json.Write(samples)),
            Json.Write(ImportMapping.Suggest(header, staff: owner == default, (await forms.AtHand(ct)).Asked)),
            now
        );
        db.Add(file);
        for (var (part, at) = (0, 0); at < bytes.Length; part++, at += ImportPart.Size)
            db.Add(
                new ImportPart
                {
                    ImportId = file.Id,
                    Part = part,
                    PartnerId = owner,
                    Bytes = bytes[at..Math.Min(at + ImportPart.Size, bytes.Length)],
                }
            );
        await held.Save(ct);
        return file.Id;
    }

    /// <summary>Whose files this actor works with: a partner's own, or those of staff; null: none.</summary>
    public static PartnerId? Owner(Actor actor) =>
        actor.Kind switch
        {
            ActorKind.Partner when PartnerRights.May(actor, PartnerRights.Register) || actor.ReadOnly => actor.Partner,
            // A file of staff holds claims of any partner: whoever sees some partners only has none.
            ActorKind.Staff when actor.May(Permissions.SubmitRegistrations) && actor.Scope is null => default(PartnerId),
            _ => null,
        };

    private Task<ImportFileId?> Same(PartnerId owner, string hash, CancellationToken ct) =>
        db.Set<ImportFile>()
            .Where(f => f.PartnerId == owner && f.Hash == hash && f.State != ImportState.Dropped)
            .OrderBy(f => f.UploadedAt)
            .Select(f => (ImportFileId?)f.Id)
            .FirstOrDefaultAsync(ct);

    private static async Task<(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Samples, int Rows)> Look(
        byte[] bytes,
        CsvDialect dialect,
        CancellationToken ct
    )
    {
        var (samples, rows) = (new List<IReadOnlyList<string>>(), 0);
        var header = await CsvUpload.Read(
            bytes,
            dialect,
            row =>
            {
                rows++;
                if (samples.Count < SamplesKept && row.Fault is null)
                    samples.Add([.. row.Cells.Select(Short)]);
            },
            ct
        );
        return ([.. header.Select(c => Short(c.Trim()))], samples, rows);
    }

    private static string Called(string? name) =>
        ClaimReader.OneLine(Path.GetFileName((name ?? "").Replace('\\', '/'))) is { } given ? Short(given) : "claims.csv";

    private static string Short(string text)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(120))
            if (rune.Value != 0)
                kept.Append(rune);
        return kept.ToString();
    }
}
