using System.Text;
using Xunit;

namespace Entente.Rules.Matching;

/// <summary>
/// Test material by others, in <c>ENTENTE_SUITES</c> (default <c>../shared/suites</c> beside the repository). Absent as a whole: the test says so and passes.
/// </summary>
internal static class Suite
{
    public static string? Find(string relative)
    {
        var root = Environment.GetEnvironmentVariable("ENTENTE_SUITES") ?? Default();
        var path = root is null ? null : Path.Combine(root, relative);
        if (path is not null && File.Exists(path))
            return path;

        if (root is not null && Directory.Exists(root))
            throw new FileNotFoundException($"The suites are there, but {relative} is not.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{relative} is not there: nothing was tested against it.");
        return null;
    }

    public static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    /// <summary>The registrants of the SEC, one per CIK (a company lists several papers), with their number as id.</summary>
    public static List<(Guid Id, string Name)> Registrants(string path) =>
        [
            .. File.ReadLines(path, Encoding.UTF8)
                .Skip(1)
                .Select(Csv)
                .DistinctBy(f => f[0])
                .Select(f => (IdOf(int.Parse(f[0], System.Globalization.CultureInfo.InvariantCulture)), f[2])),
        ];

    public static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);

    public static List<string> Csv(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Flush();
            else
                field.Append(line[i]);
        }

        Flush();
        return fields;

        void Flush()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }

    private static string? Default()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
                return Path.Combine(folder.FullName, "..", "shared", "suites");
        }

        return null;
    }
}
