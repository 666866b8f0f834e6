using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Entente.Platform.Data.Postgres;

namespace Entente.Host;

/// <summary>What a pack says of itself, whatever else it says.</summary>
internal interface IManifest
{
    /// <summary>SHA-256 of each other file in the pack, hexadecimal, by its name.</summary>
    IReadOnlyDictionary<string, string> Hashes { get; }
}

/// <summary>
/// Several files in one: a tar that begins with <c>manifest.json</c>. It bears its name only once it is whole, only its owner may read it, and of one
/// that was changed or cut off nothing is taken.
/// </summary>
internal static class Pack
{
    private const string ManifestName = "manifest.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="parts">By their names in the pack, in the order in which they are written.</param>
    /// <param name="manifest">What to say, given the hashes.</param>
    public static async Task Write<T>(
        string file,
        IReadOnlyList<(string Name, string Path)> parts,
        Func<IReadOnlyDictionary<string, string>, T> manifest,
        CancellationToken ct
    )
        where T : IManifest
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, path) in parts)
            await using (var part = File.OpenRead(path))
                hashes[name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(part, ct));

        var draft = file + ".part";
        await using (var output = OwnFile(draft, FileMode.Create))
        {
            await using (var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
            {
                using var said = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest(hashes), JsonSerializerOptions.Web));
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, ManifestName) { DataStream = said, Mode = OwnerOnly },
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

    /// <summary>Unpacks it into an empty folder and compares every file with what the manifest says. Throws <see cref="ClusterException"/>.</summary>
    /// <param name="what">What it should be: <c>backup</c>.</param>
    /// <param name="belongs">Whether a file of that name may stand in it.</param>
    public static async Task<T> Read<T>(string file, string folder, string what, Func<string, bool> belongs, CancellationToken ct)
        where T : class, IManifest
    {
        T? manifest = null;
        var found = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await using var input = File.OpenRead(file);
            await using var tar = new TarReader(input);
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
            {
                if (entry.Name == ManifestName)
                    manifest = await JsonSerializer.DeserializeAsync<T>(entry.DataStream!, JsonSerializerOptions.Web, ct);
                else
                    await Take(entry, manifest, belongs, folder, ct);
                found.Add(entry.Name);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or FormatException)
        {
            throw new ClusterException($"{file} is no whole {what} of Entente: {e.Message}");
        }
        return manifest?.Hashes?.Keys.All(found.Contains) is true
            ? manifest
            : throw new ClusterException($"{file} is no whole {what} of Entente: something of it is missing.");
    }

    public static FileStream OwnFile(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    private static async Task Take(TarEntry entry, IManifest? manifest, Func<string, bool> belongs, string folder, CancellationToken ct)
    {
        // Nothing is written but what the manifest names, and nothing outside the folder.
        var parts = entry.Name.Split('/');
        if (
            !belongs(entry.Name)
            || parts.Length > 2
            || parts.Any(p => p is "" or "." or ".." || p.Contains('\\', StringComparison.Ordinal))
            || manifest?.Hashes.TryGetValue(entry.Name, out var hash) is not true
        )
            throw new InvalidDataException($"{entry.Name} does not belong there.");
        var path = Path.Combine(folder, entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var output = OwnFile(path, FileMode.CreateNew);
        // An empty file has no stream.
        await (entry.DataStream ?? Stream.Null).CopyToAsync(output, ct);
        output.Position = 0;
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(output, ct)) != hash)
            throw new InvalidDataException($"{entry.Name} was changed or is damaged.");
    }
}
