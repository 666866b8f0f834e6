using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.Salesforce.Soql;

internal enum TokenKind
{
    Word,
    String,
    Number,
    Date,
    DateTime,
    Symbol,
    End,
}

/// <summary>A token; <paramref name="Text"/> is as written (a string without its quotes), <paramref name="Value"/> the number or date it is.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, object? Value = null)
{
    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts a query into tokens.</summary>
internal static partial class Lexer
{
    private static readonly string[] DateTimeFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    public static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "<EOF>", at));
                return tokens;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at += token.Kind == TokenKind.String ? token.Text.Length + 2 : token.Text.Length;
        }
    }

    private static Token Next(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiLetter(c) || c == '_')
            return Word(text, at);
        if (c == '\'')
            return Quoted(text, at);
        if (char.IsAsciiDigit(c) || c is '-' or '+' or '.')
            return NumberOrDate(text, at);
        if (at + 1 < text.Length && text.AsSpan(at, 2) is "!=" or "<=" or ">=" or "<>")
            return new Token(TokenKind.Symbol, text.Substring(at, 2), at);
        if (c is '(' or ')' or ',' or '=' or '<' or '>')
            return new Token(TokenKind.Symbol, c.ToString(), at);
        throw SoqlError.Malformed(text, at, $"unexpected token: '{c}'");
    }

    /// <summary>A name with its dots, or a keyword with its count (<c>LAST_N_DAYS:30</c>).</summary>
    private static Token Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or ':'))
            end++;
        return new Token(TokenKind.Word, text[at..end], at);
    }

    private static Token Quoted(string text, int at)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\'')
                return new Token(TokenKind.String, text[(at + 1)..i], at);
            if (text[i] != '\\')
                continue;
            i++;
            if (i < text.Length && !"nNrRtTbBfF\"'\\_%".Contains(text[i], StringComparison.Ordinal))
            {
                throw SoqlError.Malformed(text, at, $"Invalid string literal. Illegal character sequence '\\{text[i]}' in string literal.");
            }
        }

        throw SoqlError.Malformed(text, at, "line break or end of query in a string literal: expecting '''");
    }

    private static Token NumberOrDate(string text, int at)
    {
        var match = DateTimePattern().Match(text, at);
        if (match.Success)
        {
            return DateTimeOffset.TryParseExact(
                match.Value,
                DateTimeFormats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var moment
            )
                ? new Token(TokenKind.DateTime, match.Value, at, moment.ToUniversalTime())
                : throw SoqlError.Malformed(text, at, $"Invalid dateTime: {match.Value}");
        }

        match = DatePattern().Match(text, at);
        if (match.Success)
        {
            return DateOnly.TryParseExact(match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new Token(TokenKind.Date, match.Value, at, day)
                : throw SoqlError.Malformed(text, at, $"Invalid date: {match.Value}");
        }

        match = NumberPattern().Match(text, at);
        return match.Success && decimal.TryParse(match.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new Token(TokenKind.Number, match.Value, at, number)
            : throw SoqlError.Malformed(text, at, $"unexpected token: '{(match.Success ? match.Value : text[at])}'");
    }

    [GeneratedRegex(@"\G\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,7})?([Zz]|[+-]\d{2}:?\d{2})", RegexOptions.ExplicitCapture)]
    private static partial Regex DateTimePattern();

    [GeneratedRegex(@"\G\d{4}-\d{2}-\d{2}(?![\dTt-])", RegexOptions.ExplicitCapture)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"\G[+-]?(\d+(\.\d*)?|\.\d+)(?![\w.])", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();
}
