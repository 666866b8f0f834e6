using System.Text.Json;

namespace Entente.Platform.Matching;

public static partial class Eval
{
    /// <summary>
    /// CSV with the columns <c>left,right</c> and optionally <c>left_country</c>, <c>left_domain</c>, <c>left_address</c>, <c>left_phone</c> and the same of
    /// <c>right</c> → a line a row, in order: <c>{"p":0.97,"verdict":"same|ask|different","because":"…"}</c>.
    /// </summary>
    /// <exception cref="InvalidDataException">Not such a file; the rows before the fault are answered.</exception>
    public static void Pairs(TextReader file, TextWriter output)
    {
        var csv = new Csv(file);
        var (left, right) = (Side(csv, "left", "left_"), Side(csv, "right", "right_"));
        if (left.Name < 0 || right.Name < 0)
            throw new InvalidDataException($"The columns 'left' and 'right' are needed; the file has: {csv.Columns}.");
        foreach (var row in csv.Rows())
        {
            var answer = CompanyPair.Of(left.Of(row), right.Of(row));
            Line(
                output,
                new
                {
                    p = answer.Probability,
                    verdict = answer.Verdict.ToString().ToLowerInvariant(),
                    because = answer.Because,
                }
            );
        }
    }

    /// <summary>
    /// CSV with any of the columns <c>id,name,address,phone,domain,country</c> (also <c>city</c>, <c>postcode</c> and <c>state</c>, read as parts of the
    /// address) → a line a row, in order: <c>{"id":…,"cluster":…}</c>. Rows of one cluster are one company; without an id column a row's number is its id.
    /// </summary>
    /// <exception cref="InvalidDataException">Not such a file.</exception>
    public static void Clustered(TextReader file, TextWriter output)
    {
        var csv = new Csv(file);
        var (id, side) = (csv.Column("id"), Side(csv, "name", ""));
        if (side.Empty)
            throw new InvalidDataException($"One of the columns name, address, phone or domain is needed; the file has: {csv.Columns}.");
        var (ids, records) = (new List<string>(), new List<CompanyRecord>());
        foreach (var row in csv.Rows())
        {
            ids.Add(row[id] ?? $"{ids.Count + 1}");
            records.Add(side.Of(row));
        }

        var clusters = Clusters.Of(records);
        var names = new Dictionary<int, int>();
        for (var i = 0; i < ids.Count; i++)
        {
            names.TryAdd(clusters[i], names.Count + 1);
            Line(output, new { id = ids[i], cluster = names[clusters[i]] });
        }
    }

    private readonly record struct Columns(int Name, int Phone, int Domain, int Country, int[] Address)
    {
        public bool Empty => Name < 0 && Phone < 0 && Domain < 0 && Address.All(a => a < 0);

        public CompanyRecord Of(Csv.Row row)
        {
            var address = string.Join(", ", Address.Select(a => row[a]).OfType<string>());
            return new CompanyRecord(row[Name], address.Length == 0 ? null : address, row[Phone], row[Domain], row[Country]);
        }
    }

    private static Columns Side(Csv csv, string name, string prefix) =>
        new(
            csv.Column(name),
            csv.Column(prefix + "phone"),
            csv.Column(prefix + "domain"),
            csv.Column(prefix + "country"),
            [.. new[] { "address", "city", "postcode", "state" }.Select(c => csv.Column(prefix + c))]
        );

    private static void Line<T>(TextWriter output, T answer) => output.WriteLine(JsonSerializer.Serialize(answer, Plain));
}
