using System.Globalization;

namespace Entente.Bench;

/// <summary>How much processor time programs use, read from <c>/proc</c>.</summary>
internal static class Cores
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds so far of one process, user and system.</summary>
    public static double Of(int pid) => Read(pid.ToString(CultureInfo.InvariantCulture))?.Own ?? 0;

    /// <summary>Seconds so far of the PostgreSQL whose data lies below a folder, its ended processes included.</summary>
    public static double OfPostgres(string folder)
    {
        var file = Directory
            .EnumerateFiles(folder, "postmaster.pid", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .FirstOrDefault();
        if (file is null)
            return double.NaN;
        var master = File.ReadLines(file).First();
        var children = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => n!.All(char.IsAsciiDigit));
        return (Read(master) is { } m ? m.Own + m.Waited : 0)
            + children.Select(c => Read(c!)).Where(c => c?.Parent == master).Sum(c => c?.Own ?? 0);
    }

    /// <summary>The load of the machine over one, five and fifteen minutes: what else ran beside a figure.</summary>
    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));

    private static (string Parent, double Own, double Waited)? Read(string pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            // The name in brackets may hold anything; state, parent and the rest stand behind it.
            var parts = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            double Seconds(int at) => long.Parse(parts[at], CultureInfo.InvariantCulture) / TicksPerSecond;
            return (parts[1], Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));
        }
        catch (IOException)
        {
            return null; // It has ended.
        }
    }
}
