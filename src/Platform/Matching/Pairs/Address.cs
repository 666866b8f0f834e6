namespace Entente.Platform.Matching.Pairs;

/// <summary>An address in words: house number, postal code and the rest, which holds street, suburb and city in any order.</summary>
internal sealed class Address
{
    private const float Kind = 0.5f;
    private const float Name = 4f;

    private Address(string? house, string? postal, string[] words)
    {
        (House, Postal, Words) = (house, postal, words);
        Weights = [.. words.Select(w => Tables.IsKindOfStreet(w) || w.Length < 2 ? Kind : Name)];
        Key = string.Join(' ', words.Order(StringComparer.Ordinal));
    }

    /// <summary>Digits with a letter, <c>12a</c>; of a range the first.</summary>
    public string? House { get; }

    public string? Postal { get; }

    public string[] Words { get; }

    public float[] Weights { get; }

    /// <summary>The words in alphabetical order.</summary>
    public string Key { get; }

    /// <summary>Null when the text says nothing.</summary>
    public static Address? Of(string? text)
    {
        var tokens = text is null ? [] : AddressText.Words(Matching.Words.Of(AddressText.Joined(text)));
        if (tokens.Count == 0)
            return null;

        var numbers = tokens.FindAll(t => Similarity.HasDigit(t));
        var postal = PostalOf(tokens, numbers);
        var house = numbers.Find(n => n != postal && n.Length <= 6 && char.IsAsciiDigit(n[0]));
        var words = tokens.Where(t => !Similarity.HasDigit(t)).Distinct().ToArray();
        return new Address(house, postal, words);
    }

    // The last number of four digits or more behind another token; two British halves (sw1a 1aa) as one.
    private static string? PostalOf(List<string> tokens, List<string> numbers)
    {
        for (var i = tokens.Count - 1; i > 0; i--)
        {
            var token = tokens[i];
            if (AddressText.IsPostal(token))
                return token;
            if (token.Length == 3 && char.IsAsciiDigit(token[0]) && char.IsLetter(token[2]) && tokens[i - 1].Length is >= 2 and <= 4)
                return Similarity.HasDigit(tokens[i - 1]) ? tokens[i - 1] + token : null;
            if (token.Length is >= 4 and <= 6 && token.All(char.IsAsciiDigit) && (numbers.Count > 1 || i == tokens.Count - 1))
                return token;
        }

        return null;
    }
}
