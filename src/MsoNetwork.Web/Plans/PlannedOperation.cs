using System.Collections.Concurrent;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Plans;

/// <summary>An operation of a prepared document with its plans, one for each way in which @skip and @include may decide.</summary>
internal sealed class PlannedOperation
{
    /// <summary>Conditions that are decided in more ways than that are left to GraphQL.NET: each plan takes some memory.</summary>
    private const int MostPlans = 4;

    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly GraphQLOperationDefinition _operation;
    private readonly Conditions _conditions;
    private readonly VariableValues? _variables;
    private readonly ConcurrentDictionary<string, Plan?> _plans = new(StringComparer.Ordinal);

    public PlannedOperation(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        (_schema, _document, _operation) = (schema, document, operation);
        _conditions = new Conditions(document, operation);
        try
        {
            _variables = new VariableValues(schema, operation);
        }
        catch (ExecutionError)
        {
            // A wrong default: GraphQL.NET says so.
        }
    }

    /// <summary>Null when GraphQL.NET should answer: wrong values, too high a cost, introspection.</summary>
    public (Plan Plan, PlanValues Values)? Prepare(Inputs given)
    {
        if (_variables?.Coerce(given) is not { } variables || _conditions.Decide(variables) is not { } decided) return null;
        if (!_plans.TryGetValue(decided, out var plan))
        {
            if (_plans.Count >= MostPlans) return null;
            plan = _plans.GetOrAdd(decided, Make);
        }

        if (plan is null) return null;
        try
        {
            var values = plan.Arguments.With(variables);
            var cost = plan.Cost >= 0 ? plan.Cost : new Cost(_schema, _document, values.Of, plan.IsLeftOut).Of(_operation);
            if (!plan.Arguments.SizesVary) plan.Cost = cost;
            return cost <= Limits.Cost ? (plan, values) : null;
        }
        catch (ExecutionError)
        {
            return null;
        }
    }

    private Plan? Make(string decided)
    {
        var arguments = new PlanArguments(_document);
        bool IsLeftOut(ASTNode selection) => _conditions.LeaveOut(selection, decided);
        try
        {
            var root = new PlanBuilder(_schema, _document, IsLeftOut, arguments.Add).Build(_schema.Query, _operation.SelectionSet);
            return root is null ? null : new Plan(_document, _operation, root, arguments, IsLeftOut);
        }
        catch (ExecutionError)
        {
            return null;
        }
    }
}
