using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Entente.Platform.Data.Postgres;

namespace Entente.Host;

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">1.</param>
/// <param name="TakenAt">When the dump had begun; the database is that of this moment.</param>
/// <param name="Schema">The last migration.</param>
/// <param name="Hashes">SHA-256 of each other file in the archive, hexadecimal.</param>
internal sealed record Manifest(int Format, DateTimeOffset TakenAt, string? Schema, IReadOnlyDictionary<string, string> Hashes);

/// <summary>The one file of a backup: a tar of <c>manifest.json</c>, <c>database.dump</c> (pg_restore's own format, compressed), <c>story</c> where there is one, and <c>keys/…</c>.</summary>
internal static class Archive
{
    public const string Dump = "database.dump";
    public const string Keys = "keys/";

    /// <summary>Whether the demo was told into this folder.</summary>
    public const string Story = "story";
    private const string ManifestName = "manifest.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes it beside its name and renames it, so that what bears the name is whole. Only its owner may read it: it holds keys.</summary>
    public static async Task Write(
        string file,
        string dump,
        string dataFolder,
        DateTimeOffset takenAt,
        string? schema,
        CancellationToken ct
    )
    {
        var parts = new List<(string Name, string Path)> { (Dump, dump) };
        var (keyFolder, story) = (Path.Combine(dataFolder, "keys"), Path.Combine(dataFolder, Story));
        if (File.Exists(story))
            parts.Add((Story, story));
        if (Directory.Exists(keyFolder))
            parts.AddRange(Directory.EnumerateFiles(keyFolder).Order(StringComparer.Ordinal).Select(f => (Keys + Path.GetFileName(f), f)));
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, path) in parts)
            await using (var part = File.OpenRead(path))
                hashes[name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(part, ct));

        var draft = file + ".part";
        await using (var output = OwnFile(draft, FileMode.Create))
        {
            await using (var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
            {
                using var manifest = new MemoryStream(
                    JsonSerializer.SerializeToUtf8Bytes(new Manifest(1, takenAt, schema, hashes), JsonSerializerOptions.Web)
                );
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, ManifestName) { DataStream = manifest, Mode = OwnerOnly },
                    ct
                );
                foreach (var (name, path) in parts)
                    await using (var part = File.OpenRead(path))
                        await tar.WriteEntryAsync(
                            new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = part, Mode = OwnerOnly },
                            ct
                        );
            }
            output.Flush(flushToDisk: true);
        }
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>Unpacks it into an empty folder and compares every file with what the manifest says.</summary>
    public static async Task<Manifest> Read(string file, string folder, CancellationToken ct)
    {
        Manifest? manifest = null;
        var found = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await using var input = File.OpenRead(file);
            await using var tar = new TarReader(input);
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
            {
                if (entry.Name == ManifestName)
                    manifest = await JsonSerializer.DeserializeAsync<Manifest>(entry.DataStream!, JsonSerializerOptions.Web, ct);
                else
                    await Take(entry, manifest, folder, ct);
                found.Add(entry.Name);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or FormatException)
        {
            throw new ClusterException($"{file} is no whole backup of Entente: {e.Message}");
        }
        return manifest is { Format: 1 } && manifest.Hashes.Keys.All(found.Contains)
            ? manifest
            : throw new ClusterException($"{file} is no whole backup of Entente: something of it is missing.");
    }

    private static async Task Take(TarEntry entry, Manifest? manifest, string folder, CancellationToken ct)
    {
        // Nothing is written but what the manifest names, and nothing outside the folder.
        var simple =
            entry.Name is Dump or Story
            || (entry.Name.StartsWith(Keys, StringComparison.Ordinal) && Path.GetFileName(entry.Name) == entry.Name[Keys.Length..]);
        if (
            !simple
            || entry.Name.EndsWith("..", StringComparison.Ordinal)
            || manifest?.Hashes.TryGetValue(entry.Name, out var hash) is not true
            || entry.DataStream is null
        )
            throw new InvalidDataException($"{entry.Name} does not belong there.");
        var path = Path.Combine(folder, entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var output = OwnFile(path, FileMode.CreateNew);
        await entry.DataStream.CopyToAsync(output, ct);
        output.Position = 0;
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(output, ct)) != hash)
            throw new InvalidDataException($"{entry.Name} was changed or is damaged.");
    }

    private static FileStream OwnFile(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
