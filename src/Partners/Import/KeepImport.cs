using System.Security.Cryptography;
using Entente.Access;
using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tables;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Import;

/// <summary>Keeps the rows of a file of partners as they came. Nothing is made. While the same bytes are being worked on, they are the same import.</summary>
internal sealed class KeepImport(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Of one file.</summary>
    public const int MostBytes = 8 << 20;

    /// <summary>Behind the header.</summary>
    public const int MostRows = 20_000;
    private const int MostColumns = 200;
    private const int LongestName = 120;

    public async Task<Result<PartnerImportId>> Run(string? name, Stream? content, CancellationToken ct)
    {
        if (Imports.Importer(actor) is not { } person)
            return Refusals.MayNot;
        if (content is null)
            return Refusals.NoFile;
        if (await CsvUpload.Bytes(content, MostBytes, ct) is not { } bytes)
            return Refusals.FileTooLarge;
        if (bytes.Length == 0)
            return Refusals.NoFile;
        if (CsvUpload.IsDocument(bytes))
            return Refusals.NotCsv;
        var dialect = CsvDialect.Of(bytes);
        var (header, rows, count) = await Look(bytes, dialect, ct);
        if (count > MostRows)
            return Refusals.TooManyRows(count);
        if (header.Count == 0 || rows.Count == 0)
            return Refusals.NoHeader;
        if (header.Count > MostColumns || header.Any(h => h.Contains('\0', StringComparison.Ordinal)))
            return Refusals.NotCsv;

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await using var held = await db.Hold([$"partner-import:{hash}"], ct);
        if (await Same(hash, ct) is { } known)
            return known;
        var import = PartnerImport.Keep(
            ImportSource.File,
            (Called(name), hash, bytes.Length, rows.Count),
            (dialect.Encoding, dialect.Separator.ToString(), Json.Write(header)),
            Json.Write(PartnerMapping.Suggest(header)),
            person,
            clock.GetUtcNow()
        );
        db.Add(import);
        await db.SaveChangesAsync(ct);
        await ImportBook.Keep(db, import.Id, rows, ct);
        await held.Save(ct);
        return import.Id;
    }

    private Task<PartnerImportId?> Same(string hash, CancellationToken ct) =>
        db.Set<PartnerImport>()
            .Where(i => i.Hash == hash && i.State != PartnerImportState.Dropped && i.State != PartnerImportState.Done)
            .OrderBy(i => i.UploadedAt)
            .Select(i => (PartnerImportId?)i.Id)
            .FirstOrDefaultAsync(ct);

    private static async Task<(IReadOnlyList<string> Header, IReadOnlyList<CsvRow> Rows, int Count)> Look(
        byte[] bytes,
        CsvDialect dialect,
        CancellationToken ct
    )
    {
        var (rows, count) = (new List<CsvRow>(), 0);
        var header = await CsvUpload.Read(
            bytes,
            dialect,
            row =>
            {
                if (++count <= MostRows)
                    rows.Add(row);
            },
            ct
        );
        return ([.. header.Select(c => TypedText.Token(c, LongestName) ?? "")], rows, count);
    }

    private static string Called(string? name) =>
        TypedText.Token(Path.GetFileName((name ?? "").Replace('\\', '/')), LongestName) ?? "partners.csv";
}

/// <summary>Who brings partners along: staff who may make them and see all of them, since a row may be any partner.</summary>
internal static class Imports
{
    public static PersonId? Importer(Actor actor) =>
        actor.Kind is ActorKind.Staff && actor.May(Permissions.ManagePartners) && actor.Scope is null ? actor.Person : null;

    public static string Lock(PartnerImportId import) => $"partner-import:{import.Value:N}";
}
