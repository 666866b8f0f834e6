using System.Security.Cryptography;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Files;

public readonly record struct FileId(Guid Value) : ITypedId<FileId>
{
    public static FileId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A file that was sent, not judged yet.</summary>
public sealed record Upload(string? Name, ReadOnlyMemory<byte> Content);

/// <summary>A file that is kept.</summary>
/// <param name="Type">Media type, by its content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">In hexadecimal, lower case.</param>
public sealed record FileCard(FileId Id, string Name, string Type, long Size, string Sha256);

/// <summary>
/// Keeps files in the database, in pieces, behind the workspace's fence. Says nothing of who may see one: whoever keeps the id decides.
/// Writes only stage: the caller saves.
/// </summary>
public sealed class FileStore(EntenteDb db, TimeProvider clock)
{
    private const int PieceBytes = 256 * 1024;

    /// <summary>Refused: more than <paramref name="most"/> bytes, empty, not one of the kinds that are taken.</summary>
    public static Problem? WhyNot(Upload upload, long most, string field) =>
        upload.Content.Length > most
            ? Problem.Invalid("file.too_large", field, $"“{Shown(upload)}” is larger than {most / (1024 * 1024)} MB, the most we take.")
        : FileContent.Of(upload.Content) is null
            ? Problem.Invalid("file.kind", field, $"“{Shown(upload)}” is not a file we take: {FileContent.Allowed}.")
        : null;

    /// <summary>Stages a file that <see cref="WhyNot"/> has nothing against.</summary>
    public FileCard Keep(Upload upload)
    {
        var kind = FileContent.Of(upload.Content) ?? throw new ArgumentException("Ask WhyNot first.", nameof(upload));
        var now = clock.GetUtcNow();
        var file = new StoredFile
        {
            Id = Ids.New<FileId>(now),
            Name = FileContent.Name(upload.Name, kind),
            Type = kind.Type,
            Size = upload.Content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(upload.Content.Span)),
            KeptAt = now,
        };
        db.Add(file);
        for (var (at, no) = (0, 0); at < upload.Content.Length; at += PieceBytes, no++)
            db.Add(
                new FilePiece
                {
                    FileId = file.Id,
                    No = no,
                    Bytes = upload.Content.Slice(at, Math.Min(PieceBytes, upload.Content.Length - at)).ToArray(),
                }
            );
        return CardOf(file);
    }

    /// <summary>What is known of a file; null when there is none.</summary>
    public async Task<FileCard?> Card(FileId id, CancellationToken ct) =>
        await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is { } file ? CardOf(file) : null;

    /// <summary>The whole file; null when there is none. Throws when it is not what was kept.</summary>
    public async Task<(FileCard Card, byte[] Content)?> Read(FileId id, CancellationToken ct)
    {
        if (await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
            return null;
        var pieces = await db.Set<FilePiece>()
            .AsNoTracking()
            .Where(p => p.FileId == id)
            .OrderBy(p => p.No)
            .Select(p => p.Bytes)
            .ToListAsync(ct);
        var content = pieces.SelectMany(p => p).ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256
            ? (CardOf(file), content)
            : throw new InvalidDataException($"File {id} is not what was kept.");
    }

    private static FileCard CardOf(StoredFile file) => new(file.Id, file.Name, file.Type, file.Size, file.Sha256);

    private static string Shown(Upload upload) => upload.Name is { Length: > 0 and <= 80 } name ? name : "The file";
}

/// <summary>A file; its bytes are its pieces.</summary>
[Subject("file")]
internal sealed class StoredFile : Entity
{
    public FileId Id { get; init; }
    public string Name { get; init; } = "";
    public string Type { get; init; } = "";
    public long Size { get; init; }
    public string Sha256 { get; init; } = "";
    public DateTimeOffset KeptAt { get; init; }
}

[NotAudited("the file's row, with the hash of the whole, is")]
internal sealed class FilePiece : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public FileId FileId { get; init; }

    /// <summary>From 0.</summary>
    public int No { get; init; }
    public byte[] Bytes { get; init; } = [];
}

internal static class FilesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<StoredFile>(f => f.HasKey(x => new { x.WorkspaceId, x.Id }));
        model.Entity<FilePiece>(p =>
        {
            p.HasKey(x => new
            {
                x.WorkspaceId,
                x.FileId,
                x.No,
            });
            p.HasOne<StoredFile>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.FileId });
        });
    }
}
