namespace Entente.Host;

/// <summary><c>./entente eval</c>: the door from the command line to each engine, so that anyone can hold it against data of their own.</summary>
internal static class EvalCommand
{
    public const string Help = """
        ./entente eval ENGINE < CASES
          names              {"name":"…"} → its core, key, legal form, domain; {"a":"…","b":"…"} → how alike the two are
          find COMPANIES     {"name":"…","domain":"…"} → the best candidates among COMPANIES (a file of such lines, or CSV with a header)
          dedupe             {"name":"…","domain":"…"} a line: which of them are the same
          clock              {"zone":"Europe/Berlin","start":"2026-03-13T15:00:00+01:00","hours":48} → when the clock is used up
        """;

    public static Task<int> Run(string[] words)
    {
        switch (words)
        {
            case ["names"]:
                Platform.Matching.Eval.Names(Console.In, Console.Out);
                return Task.FromResult(0);
            case ["find", var companies] when File.Exists(companies):
                using (var reader = File.OpenText(companies))
                    Platform.Matching.Eval.Find(reader, Console.In, Console.Out);
                return Task.FromResult(0);
            case ["dedupe"]:
                Platform.Matching.Eval.Dedupe(Console.In, Console.Out);
                return Task.FromResult(0);
            case ["clock"]:
                Platform.Time.Eval.Clock(Console.In, Console.Out);
                return Task.FromResult(0);
            default:
                return Commands.Refuse(Help);
        }
    }
}
