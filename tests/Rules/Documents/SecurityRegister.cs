using System.Globalization;
using System.Text;
using Entente.Platform.Tables;

namespace Entente.Rules.Documents;

/// <summary>One requirement of OWASP ASVS 5.0.0 and what of it holds here.</summary>
/// <param name="Id"><c>V7.2.3</c>: chapter, section, number.</param>
/// <param name="Level">1 or 2.</param>
/// <param name="About">What is asked, in our own words.</param>
/// <param name="Status">One of <see cref="SecurityRegister.Words"/>.</param>
/// <param name="How">How it is met; else what lacks, or why it does not apply.</param>
/// <param name="Proof">Files of the repository that show it.</param>
internal sealed record Requirement(string Id, int Level, string About, string Status, string How, IReadOnlyList<string> Proof)
{
    public string Chapter => Id[..Id.IndexOf('.', StringComparison.Ordinal)];
}

/// <param name="First">Requirements of level 1 that the standard has in it.</param>
/// <param name="Second">Of level 2.</param>
internal sealed record Chapter(string Id, string Name, int First, int Second);

/// <summary>Reads <c>docs/security/asvs.csv</c> and writes the page that people read. Pure.</summary>
internal static class SecurityRegister
{
    public const string Met = "met";
    public const string Apart = "not applicable";

    public static readonly IReadOnlyList<string> Words = [Met, "partly", "not met", Apart];

    /// <summary>As published in May 2025 (NOTICE.md beside the data).</summary>
    public static readonly IReadOnlyList<Chapter> Chapters =
    [
        new("V1", "Encoding and Sanitization", 8, 19),
        new("V2", "Validation and Business Logic", 4, 7),
        new("V3", "Web Frontend Security", 8, 11),
        new("V4", "API and Web Service", 2, 8),
        new("V5", "File Handling", 4, 5),
        new("V6", "Authentication", 13, 22),
        new("V7", "Session Management", 6, 12),
        new("V8", "Authorization", 4, 3),
        new("V9", "Self-contained Tokens", 4, 3),
        new("V10", "OAuth and OIDC", 5, 24),
        new("V11", "Cryptography", 3, 11),
        new("V12", "Secure Communication", 3, 6),
        new("V13", "Configuration", 1, 12),
        new("V14", "Data Protection", 2, 7),
        new("V15", "Secure Coding and Architecture", 3, 10),
        new("V16", "Security Logging and Error Handling", 0, 16),
        new("V17", "WebRTC", 0, 7),
    ];

    private static readonly string[] Head = ["id", "level", "about", "status", "how", "proof"];

    /// <exception cref="FormatException">A row that has not six cells, or whose level is no number.</exception>
    public static async Task<IReadOnlyList<Requirement>> Read(string csv)
    {
        using var text = new StringReader(csv);
        var reader = new CsvReader(text, ',');
        var rows = new List<Requirement>();
        if (await reader.Next() is not { } head || !head.Cells.SequenceEqual(Head))
            throw new FormatException("The first line names the columns: " + string.Join(',', Head));
        while (await reader.Next() is { } row)
            if (!row.IsBlank)
                rows.Add(
                    row is { Fault: null, Cells.Count: 6 }
                        ? new(
                            row.Cells[0],
                            int.Parse(row.Cells[1], CultureInfo.InvariantCulture),
                            row.Cells[2],
                            row.Cells[3],
                            row.Cells[4],
                            row.Cells[5].Split(';', StringSplitOptions.RemoveEmptyEntries)
                        )
                        : throw new FormatException($"Line {row.Line} is no row of six cells.")
                );
        return rows;
    }

    /// <summary>Where a requirement stands in the standard: 7.10.2 comes behind 7.9.1.</summary>
    public static (int, int, int) Place(string id)
    {
        var parts = id[1..].Split('.').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
        return (parts[0], parts[1], parts[2]);
    }

    /// <summary>The sentence that docs/security.md tells.</summary>
    public static string Counts(IReadOnlyCollection<Requirement> rows) =>
        $"Of {rows.Count} requirements of levels 1 and 2, {Count(rows, Words[0])} are met, {Count(rows, Words[1])} partly, "
        + $"{Count(rows, Words[2])} not; {Count(rows, Words[3])} do not apply";

    /// <summary>The page, in Markdown; its links lead from <c>docs/security/</c>.</summary>
    public static string Page(IReadOnlyCollection<Requirement> rows)
    {
        var page = new StringBuilder();
        page.Append("# ASVS 5.0.0, levels 1 and 2: what is met, and by what\n\n");
        page.Append(
            "Made from [asvs.csv](asvs.csv): change that, then `ENTENTE_ACCEPT=1 ./test rules` writes this page. What is asked stands here in our own "
        );
        page.Append(
            "few words; the standard's text decides (source and licence: [NOTICE.md](NOTICE.md)). We judged ourselves, by reading code and tests; "
        );
        page.Append("nobody from outside has checked it. *Partly* and *not met* say what lacks.\n\n");
        page.Append(Counts(rows)).Append(".\n\n");
        Summary(page, rows);
        foreach (var chapter in Chapters)
            Rows(page, chapter, [.. rows.Where(r => r.Chapter == chapter.Id)]);
        return page.ToString();
    }

    private static void Summary(StringBuilder page, IReadOnlyCollection<Requirement> rows)
    {
        page.Append("| Chapter | L1: ").AppendJoin(" | ", Words).Append(" | L2: ").AppendJoin(" | ", Words).Append(" |\n");
        page.Append("|---|").Append(string.Concat(Enumerable.Repeat("---:|", 2 * Words.Count))).Append('\n');
        foreach (var chapter in Chapters)
            Line(page, $"{chapter.Id} {chapter.Name}", [.. rows.Where(r => r.Chapter == chapter.Id)]);
        Line(page, "**All**", rows);
        page.Append("\nNot met: ").AppendJoin(", ", rows.Where(r => r.Status == Words[2]).Select(r => r.Id)).Append(".\n");
    }

    private static void Line(StringBuilder page, string name, IReadOnlyCollection<Requirement> rows)
    {
        var counts = from level in (int[])[1, 2] from word in Words select Count([.. rows.Where(r => r.Level == level)], word);
        page.Append("| ").Append(name).Append(" | ").AppendJoin(" | ", counts.Select(c => c == 0 ? "" : Text(c))).Append(" |\n");
    }

    private static void Rows(StringBuilder page, Chapter chapter, IReadOnlyCollection<Requirement> rows)
    {
        page.Append("\n## ").Append(chapter.Id).Append(' ').Append(chapter.Name).Append("\n\n");
        page.Append("| Id | Level | Asked | Status | How | Shown by |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows)
            page.Append("| ")
                .AppendJoin(
                    " | ",
                    row.Id,
                    Text(row.Level),
                    Cell(row.About),
                    Shown(row.Status),
                    Cell(row.How),
                    string.Join(", ", row.Proof.Select(Link))
                )
                .Append(" |\n");
    }

    private static string Shown(string status) => status is Met or Apart ? status : $"**{status}**";

    private static string Link(string path) => $"[{path[(path.LastIndexOf('/') + 1)..]}](../../{path})";

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Count(IReadOnlyCollection<Requirement> rows, string status) => rows.Count(r => r.Status == status);
}
