using System.Diagnostics;
using System.Globalization;
using Entente.Bench.Names;
using Entente.Platform.Matching;

namespace Entente.Bench.Rows;

/// <summary>
/// Which of a million accounts are one company? Names of which one in twenty is there twice, the second time with two corruptions; grouped by
/// names alone. The peer is the strong key: equal core names are one company, nothing else is.
/// </summary>
internal static class DuplicatesRow
{
    private const int Seed = 20_261_120;

    public static Task Measure(int count)
    {
        var random = new Random(Seed);
        var names = Register.Draw(count * 20 / 21, Seed).ToList();
        var truth = new List<(int One, int Other)>();
        for (var i = 0; names.Count < count; i += 20)
        {
            var typed = Corruptions.Of(Corruptions.Kinds[random.Next(5)], names[i], random);
            typed = typed is null ? null : Corruptions.Of(Corruptions.Kinds[random.Next(5)], typed, random);
            if (typed is null)
                continue;
            truth.Add((i, names.Count));
            names.Add(typed);
        }
        GC.Collect();
        Print($"  {names.Count:N0} names, {truth.Count:N0} of them again; {Memory()} before");

        var clock = Stopwatch.StartNew();
        var strong = Strong(names, truth);
        Print($"  equal core names     {clock.Elapsed.TotalSeconds, 6:N1} s   {strong}");
        clock.Restart();
        var groups = Clusters.Of([.. names.Select(n => new CompanyRecord(n))]);
        Print($"  Entente, clusters    {clock.Elapsed.TotalSeconds, 6:N1} s   {Found(truth, i => groups[i])}   at most {Memory()}");
        Print($"  {groups.GroupBy(g => g).Count(g => g.Count() > 1):N0} groups of several");
        return Task.CompletedTask;
    }

    private static string Strong(List<string> names, List<(int One, int Other)> truth)
    {
        var keys = names.ConvertAll(n => CompanyName.Of(n).Key);
        return Found(truth, i => keys[i]);
    }

    private static string Found<T>(List<(int One, int Other)> truth, Func<int, T> group) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"finds {100.0 * truth.Count(t => EqualityComparer<T>.Default.Equals(group(t.One), group(t.Other))) / truth.Count:N1} % of the second ones"
        );

    private static string Memory()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{self.PeakWorkingSet64 / 1048576.0:N0} MB");
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
