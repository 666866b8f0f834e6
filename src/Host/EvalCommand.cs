using System.Globalization;
using System.Text;

namespace Entente.Host;

/// <summary><c>./entente eval</c>: the door from the command line to each engine, so that anyone can hold it against data of their own.</summary>
internal static class EvalCommand
{
    public const string Help = """
        ./entente eval ENGINE FILE
          names FILE.csv     left,right and optionally left_country, left_domain, left_address, left_phone and right_…
                             → a row each {"p":0.97,"verdict":"same|ask|different","because":"…"}
          dedupe FILE.csv    any of id,name,address,phone,domain,country (also city, postcode, state) → a row each {"id":…,"cluster":…}
          clock FILE.json    [{"calendar":{"zone","hours","breaks","holidays"},"start","minutes"}] → {"due":…},
                             [{"calendar":…,"from","to"}] → {"minutes":…}
          saml --settings FILE.json [--now INSTANT] FILE…
                             responses (base64 or XML), settings as the common toolkits write them
                             → a file each {"file":…,"accepted":…,"why":…,"nameId":…,"attributes":{…}}
          jws FILE.json      {"key": JWK, JWKS or PEM, "token", "alg" or "algs"?, "now"?, "aud"?, "iss"?}, one, a list or one a line;
                             or the groups of Wycheproof → {"valid":…,"why":…}
          reply FILE…        texts or mails (.eml) → a line each {"file","reply","quoted","signature"}
          mail FILE…         mails → a line each {"file","kind","act","why",…}; --relay AUTHSERV-ID before the files: whose
                             Authentication-Results are believed (default: nobody's)
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
            case ["names", var file]:
                return Task.FromResult(OfFile(file, (f, o) => Platform.Matching.Eval.Pairs(Text(f), o)));
            case ["dedupe", var file]:
                return Task.FromResult(OfFile(file, (f, o) => Platform.Matching.Eval.Clustered(Text(f), o)));
            case ["clock", var file]:
                return Task.FromResult(OfFile(file, Platform.Time.Eval.Clocks));
            case ["saml", "--settings", var settings, "--now", var now, _, ..] when Instant(now) is { } at:
                return Task.FromResult(OfFile(settings, (f, o) => Access.Saml.SamlEval.Run(f, words[5..], at, o)));
            case ["saml", "--settings", var settings, not "--now", ..]:
                return Task.FromResult(OfFile(settings, (f, o) => Access.Saml.SamlEval.Run(f, words[3..], Clock.GetUtcNow(), o)));
            case ["jws", var file]:
                return Task.FromResult(OfFile(file, (f, o) => Access.Jose.JwsEval.Run(f, Clock.GetUtcNow(), o)));
            case ["reply", _, ..]:
                return Task.FromResult(OfFiles(output => Collaboration.Eval.Replies(words.Skip(1), output)));
            case ["mail", "--relay", var relay, _, ..]:
                return Task.FromResult(OfFiles(output => Collaboration.Eval.Mails(words.Skip(3), [relay], output)));
            case ["mail", _, ..]:
                return Task.FromResult(OfFiles(output => Collaboration.Eval.Mails(words.Skip(1), [], output)));
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

    private static TimeProvider Clock => TimeProvider.System;

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    // What was answered before a fault stays answered; the fault is a sentence and exit code 2.
    private static int OfFile(string path, Action<Stream, TextWriter> answer)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        try
        {
            using var file = File.OpenRead(path);
            answer(file, output);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            output.Flush();
            Console.Error.WriteLine($"{path}: {e.Message}");
            return 2;
        }
    }

    private static int OfFiles(Func<TextWriter, int> answer)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        return answer(output);
    }

    private static StreamReader Text(Stream file) => new(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);
}
