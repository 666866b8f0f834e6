using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Entente.Rules.Documents;

/// <summary>
/// The register of the security standard says of every requirement where it stands, and points at files that are there.
/// <c>ENTENTE_ACCEPT=1 ./test rules</c> writes the page from the data.
/// </summary>
public sealed partial class SecurityRegisterTest
{
    private const string Data = "docs/security/asvs.csv";
    private const string Page = "docs/security/asvs.md";
    private static readonly string Root = Find();

    [Fact]
    public async Task Every_requirement_of_both_levels_has_one_row_in_the_standard_s_order()
    {
        var rows = await Rows();

        rows.ShouldAllBe(r => IdForm().IsMatch(r.Id) && (r.Level == 1 || r.Level == 2));
        rows.Select(r => r.Id).ShouldBeUnique();
        rows.Select(r => SecurityRegister.Place(r.Id)).ShouldBe(rows.Select(r => SecurityRegister.Place(r.Id)).Order());
        foreach (var chapter in SecurityRegister.Chapters)
        {
            var here = rows.Where(r => r.Chapter == chapter.Id).ToList();
            (here.Count(r => r.Level == 1), here.Count(r => r.Level == 2)).ShouldBe((chapter.First, chapter.Second), chapter.Id);
        }
        rows.Count.ShouldBe(SecurityRegister.Chapters.Sum(c => c.First + c.Second), "a row of a chapter that the standard has not");
    }

    [Fact]
    public async Task A_row_says_in_few_words_what_is_asked_and_in_one_of_four_how_it_stands_and_why()
    {
        foreach (var row in await Rows())
        {
            SecurityRegister.Words.ShouldContain(row.Status, row.Id);
            row.About.Split(' ').Length.ShouldBeInRange(1, 12, $"{row.Id}: {row.About}");
            row.How.ShouldNotBeNullOrWhiteSpace(row.Id);
            row.How.ShouldEndWith(".", Case.Sensitive, row.Id);
        }
    }

    [Fact]
    public async Task What_is_met_is_shown_by_a_file_and_every_file_named_is_there()
    {
        var rows = await Rows();

        rows.Where(r => r.Status == SecurityRegister.Met && r.Proof.Count == 0).Select(r => r.Id).ShouldBeEmpty();
        var lost = from row in rows from path in row.Proof where !File.Exists(Path.Combine(Root, path)) select $"{row.Id}: {path}";
        lost.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_is_what_the_data_says()
    {
        var made = SecurityRegister.Page(await Rows());
        if (Environment.GetEnvironmentVariable("ENTENTE_ACCEPT") == "1")
            File.WriteAllText(Path.Combine(Root, Page), made);

        made.ShouldBe(Read(Page));
    }

    [Fact]
    public async Task The_page_on_security_tells_the_same_counts() =>
        Read("docs/security.md").ShouldContain(SecurityRegister.Counts(await Rows()));

    [Theory]
    [InlineData("docs/security.md")]
    [InlineData("docs/security/threats.md")]
    public void Every_path_and_every_test_that_a_page_on_security_names_is_there(string page)
    {
        var tests = Directory
            .EnumerateFiles(Path.Combine(Root, "tests"), "*Test*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(f).Split('.')[0])
            .ToHashSet(StringComparer.Ordinal);
        var named = Read(page).Split('`').Where((_, i) => i % 2 == 1).ToList();
        var paths = named
            .Where(n => n.StartsWith("src/", StringComparison.Ordinal) || n.StartsWith("tests/", StringComparison.Ordinal))
            .ToList();
        var proofs = named.Where(n => TestName().IsMatch(n)).ToList();

        (paths.Count > 10 && proofs.Count > 10).ShouldBeTrue();
        paths.Where(p => !Path.Exists(Path.Combine(Root, p))).ShouldBeEmpty();
        proofs.Where(p => !tests.Contains(p)).ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<Requirement>> Rows() => SecurityRegister.Read(Read(Data));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find([CallerFilePath] string here = "")
    {
        for (var at = new DirectoryInfo(Path.GetDirectoryName(here)!); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Entente.slnx")))
                return at.FullName;
        throw new InvalidOperationException("The tests must run where they were built.");
    }

    [GeneratedRegex(@"^V\d+\.\d+\.\d+$", RegexOptions.NonBacktracking)]
    private static partial Regex IdForm();

    [GeneratedRegex("^[A-Z][A-Za-z]*Tests?$", RegexOptions.NonBacktracking)]
    private static partial Regex TestName();
}
