namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>The select list, and what functions make of names.</summary>
internal sealed partial class Parser
{
    private SelectItem Item(bool nested)
    {
        if (Current.Is("("))
        {
            if (_children >= MaxChildLevels)
                throw Unexpected();
            _at++;
            _children++;
            var children = Statement(nested: true);
            _children--;
            Expect(")");
            return new SelectChildren(children);
        }

        if (Current.Is("TYPEOF"))
            return TypeOf();
        var name = Identifier();
        if (!Take("("))
            return new SelectField(name, AliasOrNull());
        if (name.Text.Equals("FIELDS", StringComparison.OrdinalIgnoreCase))
            return Fields();
        if (!Functions.Contains(name.Text.ToUpperInvariant()))
            return Aggregation(name);
        return new SelectField(Called(name), AliasOrNull());
    }

    /// <summary>The rest of a function's call; FORMAT may hold another.</summary>
    private Name Called(Name function)
    {
        var field = Identifier();
        var called = function.Text.ToUpperInvariant();
        if (Take("("))
        {
            var inner = Called(field);
            Expect(")");
            // Users live in UTC, so a time zone changes nothing.
            return called == "FORMAT" ? inner
                : inner.Function == "CONVERTTIMEZONE" ? inner with { Function = called }
                : throw SoqlError.Malformed(_text, function.Position, $"unknown function: '{function.Text}'");
        }

        Expect(")");
        return field with { Function = called, Position = function.Position };
    }

    private SelectTypeOf TypeOf()
    {
        _at++;
        var relationship = Identifier();
        var cases = new List<TypeOfCase>();
        while (Take("WHEN"))
        {
            var type = Identifier();
            Expect("THEN");
            cases.Add(new TypeOfCase(type, new Sequence<Name>(Names())));
        }

        if (cases.Count == 0)
            throw Unexpected();
        Sequence<Name>? otherwise = Take("ELSE") ? new Sequence<Name>(Names()) : null;
        Expect("END");
        return new SelectTypeOf(relationship, new Sequence<TypeOfCase>(cases), otherwise);
    }

    private List<Name> Names()
    {
        var names = new List<Name> { Identifier() };
        while (Take(","))
            names.Add(Identifier());
        return names;
    }

    /// <summary>A field, or what a function makes of one; aggregates only where groups are spoken of.</summary>
    private Name Expression(bool aggregates = false)
    {
        var name = Identifier();
        if (!Current.Is("("))
            return name;
        var function = name.Text.ToUpperInvariant();
        if (!Functions.Contains(function) && !(aggregates && Aggregates.Contains(function)))
            throw SoqlError.Malformed(_text, name.Position, $"unknown function: '{name.Text}'");
        _at++;
        if (function == "COUNT" && Take(")"))
            return new Name("", name.Position) { Function = function };
        return Called(name);
    }

    private SelectFields Fields()
    {
        var group = Identifier();
        Expect(")");
        return group.Text.ToUpperInvariant() switch
        {
            "ALL" => new SelectFields(FieldsGroup.All),
            "STANDARD" => new SelectFields(FieldsGroup.Standard),
            "CUSTOM" => new SelectFields(FieldsGroup.Custom),
            _ => throw SoqlError.Malformed(_text, group.Position, $"unexpected token: '{group.Text}'"),
        };
    }

    private SelectAggregate Aggregation(Name name)
    {
        Aggregate? function = name.Text.ToUpperInvariant() switch
        {
            "COUNT" => Aggregate.Count,
            "COUNT_DISTINCT" => Aggregate.CountDistinct,
            "SUM" => Aggregate.Sum,
            "AVG" => Aggregate.Avg,
            "MIN" => Aggregate.Min,
            "MAX" => Aggregate.Max,
            _ => null,
        };
        if (function is null)
            throw SoqlError.Malformed(_text, name.Position, $"unknown function: '{name.Text}'");
        if (function == Aggregate.Count && Take(")"))
            return new SelectAggregate(Aggregate.Count, null, null);
        var field = Identifier();
        Expect(")");
        return new SelectAggregate(function.Value, field, AliasOrNull());
    }
}
