using System.Globalization;

namespace Entente.Platform.Data.Postgres;

/// <summary>Where PostgreSQL's programs lie on this machine.</summary>
public static class PostgresBinaries
{
    /// <summary>The folder of the newest version from 15 on, or null.</summary>
    public static string? Find() =>
        Candidates()
            .Where(c => File.Exists(Path.Combine(c.Folder, "initdb")) && File.Exists(Path.Combine(c.Folder, "postgres")))
            .Where(c => c.Major >= 15)
            .OrderByDescending(c => c.Major)
            .Select(c => c.Folder)
            .FirstOrDefault();

    private static IEnumerable<(int Major, string Folder)> Candidates()
    {
        foreach (var root in (string[])["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt"])
        {
            if (!Directory.Exists(root))
                continue;
            foreach (var folder in Directory.GetDirectories(root))
            {
                var name = Path.GetFileName(folder).Replace("postgresql@", "", StringComparison.Ordinal);
                if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var major))
                    yield return (major, Path.Combine(folder, "bin"));
            }
        }
        foreach (var root in Directory.Exists("/usr") ? Directory.GetDirectories("/usr", "pgsql-*") : [])
            if (int.TryParse(root.AsSpan("/usr/pgsql-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var major))
                yield return (major, Path.Combine(root, "bin"));
    }
}
