namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>LIKE: <c>%</c> any text, <c>_</c> any one character, either escaped by a backslash; without regard to case.</summary>
internal sealed class Like
{
    private const int AnyText = -1;
    private const int AnyOne = -2;

    private readonly int[] _pattern;

    public Like(StringLiteral literal)
    {
        var pattern = new List<int>();
        var text = literal.Escaped;
        for (var i = 0; i < text.Length; i++)
        {
            pattern.Add(
                text[i] switch
                {
                    '%' => AnyText,
                    '_' => AnyOne,
                    '\\' => Fold(StringLiteral.Unescape(text[++i])),
                    _ => Fold(text[i]),
                }
            );
        }

        _pattern = [.. pattern];
    }

    /// <summary>Goes on greedily and returns to the last <c>%</c> when stuck: no recursion, at worst length times length.</summary>
    public bool Matches(string value)
    {
        var (at, p, lastAny, resume) = (0, 0, -1, 0);
        while (at < value.Length)
        {
            if (p < _pattern.Length && _pattern[p] == AnyText)
            {
                (lastAny, resume) = (p++, at);
            }
            else if (p < _pattern.Length && (_pattern[p] == AnyOne || _pattern[p] == Fold(value[at])))
            {
                at++;
                p++;
            }
            else if (lastAny >= 0)
            {
                (p, at) = (lastAny + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        while (p < _pattern.Length && _pattern[p] == AnyText)
            p++;
        return p == _pattern.Length;
    }

    private static int Fold(char c) => char.ToUpperInvariant(c);
}
