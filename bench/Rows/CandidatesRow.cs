using System.Diagnostics;
using System.Globalization;
using Entente.Bench.Names;
using Entente.Platform.Matching;
using Npgsql;

namespace Entente.Bench.Rows;

/// <summary>
/// Who of a million is meant by a name with two corruptions? By the index that the live check asks, and by pg_trgm over the same names in the
/// same run (GIN with a threshold, GiST by nearest). Each operator apart, too; a name that two accounts share counts as found by either.
/// </summary>
internal static class CandidatesRow
{
    private const int Seed = 20_261_120;
    private const int Asked = 4_000;
    private const int AskedOfPeers = 200;

    public static async Task Measure(int count)
    {
        var names = Register.Draw(count, Seed).ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var index = CompanyIndex.Build(names.Select((n, i) => new CompanyEntry(IdOf(i), n)));
        var built = clock.Elapsed.TotalSeconds;
        var memory = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
        Say($"  {count:N0} names, seed {Seed}; index built in {built:N1} s, {memory:N0} MB");

        var random = new Random(Seed);
        foreach (var kind in Corruptions.Kinds)
            Print(kind, Ask(index, names, Cases(names, Asked / 4, [kind], 1, random)));
        var two = Cases(names, Asked, Corruptions.Kinds, 2, random);
        Ask(index, names, two[..(Asked / 4)]);
        Print("two of them", Ask(index, names, two));
        await Peers(names, two[..AskedOfPeers]);
    }

    /// <param name="Dropped">How many words were left out at the end.</param>
    private readonly record struct Case(int Meant, string Typed, int Dropped);

    /// <param name="Shared">With those whose words, but for the dropped ones, all ten found have as well: nobody could tell them apart.</param>
    private readonly record struct Found(double At1, double At10, double Shared, double[] Times);

    private static Guid IdOf(int i) => new(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private static List<Case> Cases(string[] names, int count, IReadOnlyList<string> kinds, int times, Random random)
    {
        var cases = new List<Case>(count);
        while (cases.Count < count)
        {
            var i = random.Next(names.Length);
            var (typed, dropped) = ((string?)names[i], 0);
            for (var time = 0; time < times && typed is not null; time++)
            {
                var kind = kinds[random.Next(kinds.Count)];
                dropped += kind == "last word dropped" ? 1 : 0;
                typed = Corruptions.Of(kind, typed, random);
            }
            if (typed is not null && typed != names[i])
                cases.Add(new(i, typed, dropped));
        }
        return cases;
    }

    private static Found Ask(CompanyIndex index, string[] names, List<Case> cases)
    {
        var (first, ten, shared, times) = (0, 0, 0, new double[cases.Count]);
        for (var i = 0; i < cases.Count; i++)
        {
            var from = Stopwatch.GetTimestamp();
            var found = index.Find(cases[i].Typed, 10);
            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            var key = CompanyName.Of(names[cases[i].Meant]).Key;
            var place = found.ToList().FindIndex(c => c.Id == IdOf(cases[i].Meant) || CompanyName.Of(c.Name).Key == key);
            first += place == 0 ? 1 : 0;
            ten += place >= 0 ? 1 : 0;
            shared += place >= 0 || IsShared(names, cases[i], [.. found.Select(c => c.Name)]) ? 1 : 0;
        }
        Array.Sort(times);
        return new(100.0 * first / cases.Count, 100.0 * ten / cases.Count, 100.0 * shared / cases.Count, times);
    }

    private static bool IsShared(string[] names, Case asked, IReadOnlyCollection<string> found)
    {
        var words = CompanyName.Of(names[asked.Meant]).Tokens.SkipLast(asked.Dropped).ToList();
        return asked.Dropped > 0 && found.Count == 10 && found.All(f => !words.Except(CompanyName.Of(f).Tokens).Any());
    }

    private static async Task Peers(string[] names, List<Case> cases)
    {
        await using var stand = await Stand.Start();
        await using var source = NpgsqlDataSource.Create(Stand.Connection(stand.App.Folder, "entente_super") + ";Command Timeout=900");
        await Run(source, "create extension if not exists pg_trgm; create table peer (id int, name text)");
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var copy = await connection.BeginBinaryImportAsync("copy peer (id, name) from stdin (format binary)");
            for (var i = 0; i < names.Length; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(i);
                await copy.WriteAsync(names[i].ToLowerInvariant());
            }
            await copy.CompleteAsync();
        }
        var clock = Stopwatch.StartNew();
        await Run(source, "create index peer_gin on peer using gin (name gin_trgm_ops)");
        Say($"  pg_trgm GIN built in {clock.Elapsed.TotalSeconds:N1} s");
        await Run(source, "vacuum analyze peer");
        Print(
            "pg_trgm, GIN",
            await Ask(source, names, cases, "select id from peer where name % $1 order by similarity(name, $1) desc limit 10")
        );
        clock.Restart();
        await Run(source, "drop index peer_gin; create index peer_gist on peer using gist (name gist_trgm_ops(siglen=64))");
        Say($"  pg_trgm GiST built in {clock.Elapsed.TotalSeconds:N1} s");
        Print("pg_trgm, k-NN", await Ask(source, names, cases, "select id from peer order by name <-> $1 limit 10"));
    }

    private static async Task<Found> Ask(NpgsqlDataSource source, string[] names, List<Case> cases, string sql)
    {
        var (first, ten, shared, times) = (0, 0, 0, new double[cases.Count]);
        await using var connection = await source.OpenConnectionAsync();
        for (var i = 0; i < cases.Count; i++)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new() { Value = cases[i].Typed.ToLowerInvariant() });
            var key = CompanyName.Of(names[cases[i].Meant]).Key;
            var from = Stopwatch.GetTimestamp();
            await using var reader = await command.ExecuteReaderAsync();
            var found = new List<string>();
            while (await reader.ReadAsync())
                found.Add(names[reader.GetInt32(0)]);
            var place = found.FindIndex(f => CompanyName.Of(f).Key == key);
            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            first += place == 0 ? 1 : 0;
            ten += place >= 0 ? 1 : 0;
            shared += place >= 0 || IsShared(names, cases[i], found) ? 1 : 0;
        }
        Array.Sort(times);
        return new(100.0 * first / cases.Count, 100.0 * ten / cases.Count, 100.0 * shared / cases.Count, times);
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static void Print(string what, Found found) =>
        Say(
            $"  {what, -20} recall@1 {found.At1, 5:N1} %   recall@10 {found.At10, 5:N1} %, or shared {found.Shared, 5:N1} %   p50 {At(found, .5), 7:N2} ms   p95 {At(found, .95), 7:N2} ms   p99 {At(found, .99), 7:N2} ms"
        );

    private static double At(Found found, double share) => found.Times[(int)(found.Times.Length * share)];

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
