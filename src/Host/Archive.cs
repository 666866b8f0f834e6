using Entente.Platform.Data.Postgres;

namespace Entente.Host;

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">1.</param>
/// <param name="TakenAt">When the dump had begun; the database is that of this moment.</param>
/// <param name="Schema">The last migration.</param>
internal sealed record Manifest(int Format, DateTimeOffset TakenAt, string? Schema, IReadOnlyDictionary<string, string> Hashes) : IManifest;

/// <summary>The one file of a backup: <c>database.dump</c> (pg_restore's own format, compressed), <c>story</c> where there is one, and <c>keys/…</c>.</summary>
internal static class Archive
{
    public const string Dump = "database.dump";
    public const string Keys = "keys/";

    /// <summary>Whether the demo was told into this folder.</summary>
    public const string Story = "story";

    public static Task Write(string file, string dump, string dataFolder, DateTimeOffset takenAt, string? schema, CancellationToken ct)
    {
        var parts = new List<(string Name, string Path)> { (Dump, dump) };
        var (keyFolder, story) = (Path.Combine(dataFolder, "keys"), Path.Combine(dataFolder, Story));
        if (File.Exists(story))
            parts.Add((Story, story));
        if (Directory.Exists(keyFolder))
            parts.AddRange(Directory.EnumerateFiles(keyFolder).Order(StringComparer.Ordinal).Select(f => (Keys + Path.GetFileName(f), f)));
        return Pack.Write(file, parts, hashes => new Manifest(1, takenAt, schema, hashes), ct);
    }

    /// <summary>Unpacks it into an empty folder and compares every file with what the manifest says.</summary>
    public static async Task<Manifest> Read(string file, string folder, CancellationToken ct)
    {
        var manifest = await Pack.Read<Manifest>(
            file,
            folder,
            "backup",
            name => name is Dump or Story || name.StartsWith(Keys, StringComparison.Ordinal),
            ct
        );
        return manifest.Format == 1 ? manifest : throw new ClusterException($"{file} is no backup that this Entente knows.");
    }
}
